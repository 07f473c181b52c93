import { dirname } from 'node:path'
import { type FileHandle, mkdir, open } from 'node:fs/promises'
import type { Chunks } from '#app/storage/exact_body'
import type { ObjectHead } from '#app/storage/object_store'

let lastStamp = 0

/**
 * What the file system tells of an object. The ETag changes whenever the bytes do: each version
 * gets a time of its own when it is written, and an edit from outside changes the time as well.
 * A digest would need a second file beside each object, to be kept in step with it.
 */
export function headOf({ size, mtime }: { size: number; mtime: Date }): ObjectHead {
  const etag = `"${size.toString(36)}-${mtime.getTime().toString(36)}"`
  return { size, etag, modifiedAt: mtime }
}

/**
 * Writes a new file that survives a power cut once this resolves, though its name only does
 * after `syncFolder`. Answers with the ETag of these bytes.
 */
export async function writeDurably(path: string, chunks: Chunks): Promise<string> {
  await using file = await open(path, 'wx', 0o600)
  await file.writeFile(chunks)
  await stamp(file)
  await file.sync()
  return headOf(await file.stat()).etag
}

/**
 * Gives the file a time of its own: kernels before 6.13 stamp by the tick, up to 10 ms, and two
 * versions of an object would look the same. Whole milliseconds, which every backup keeps.
 */
async function stamp(file: FileHandle) {
  lastStamp = Math.max(Date.now(), lastStamp + 1)
  await file.utimes(lastStamp / 1000, lastStamp / 1000)
}

/** Makes the folder and those above it, and their names durable. */
export async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: 0o700 })
  if (!first) return
  for (let made = path; made.length >= first.length; made = dirname(made)) {
    await syncFolder(dirname(made))
  }
}

/** Makes the names in a folder durable: fsync(2) of a file does not cover its directory entry. */
export async function syncFolder(path: string): Promise<void> {
  await using folder = await open(path, 'r')
  await folder.sync()
}
