import type { FileHandle } from 'node:fs/promises'
import type { Writable } from 'node:stream'
import type { ByteRange } from '#app/storage/disk/byte_range'

const CHUNK = 256 * 1024

/**
 * Writes a range of a file into a stream, and ends it. A chunk is read when the one before has
 * left, into the same memory, so that it stays flat however long the file and however slow the
 * client; a stream of the file would leave a hundred megabytes of spent chunks to the garbage
 * collector. So the stream must be a connection: one that keeps chunks would see them change. A client that has gone is no error. Where the file can't be read to its end, the
 * stream is destroyed, so that the client does not take what it has for the whole.
 */
export async function streamFileRange(file: FileHandle, { start, end }: ByteRange, to: Writable) {
  const chunk = Buffer.allocUnsafeSlow(CHUNK)
  try {
    for (let position = start; position <= end && to.writable;) {
      const length = Math.min(CHUNK, end + 1 - position)
      const { bytesRead } = await file.read(chunk, 0, length, position)
      if (bytesRead === 0) throw new Error('The file has become shorter while it was read')
      await written(to, chunk.subarray(0, bytesRead))
      position += bytesRead
    }
    to.end()
  } catch (error) {
    to.destroy()
    throw error
  }
}

/** Resolves when the chunk has left, or never will: then the stream can't be written any more. */
function written(to: Writable, chunk: Buffer) {
  return new Promise<void>((resolve) => {
    const settle = () => {
      to.off('close', settle)
      resolve()
    }
    to.once('close', settle)
    to.write(chunk, settle)
  })
}
