import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { Chunks } from '#app/storage/exact_body'

/** What a file must be: bytes, and their SHA-256 in hexadecimal. */
export interface FileFacts {
  size: number
  sha256: string
}

/**
 * Writes a new private file that survives a power cut once this resolves, and returns its description.
 * `modifiedAt` is kept to the millisecond, for the disk store's ETags are made of it.
 */
export async function writeFile(
  path: string,
  chunks: Chunks,
  modifiedAt?: Date
): Promise<FileFacts> {
  const hash = createHash('sha256')
  let size = 0
  async function* counted() {
    for await (const chunk of chunks) {
      hash.update(chunk)
      size += chunk.length
      yield chunk
    }
  }
  await using file = await open(path, 'wx', 0o600)
  await file.writeFile(counted())
  if (modifiedAt) await file.utimes(modifiedAt, modifiedAt)
  await file.sync()
  return { size, sha256: hash.digest('hex') }
}

/** What a file is, read to its end. */
export async function readFacts(path: string): Promise<FileFacts> {
  const hash = createHash('sha256')
  const file = createReadStream(path)
  await pipeline(file, hash)
  return { size: file.bytesRead, sha256: hash.digest('hex') }
}

export function isSame(one: FileFacts, other: FileFacts) {
  return one.size === other.size && one.sha256 === other.sha256
}
