import type { Writable } from 'node:stream'
import { release } from '#app/storage/exact_body'

/**
 * Writes the bytes into a connection and ends it. The next ones are made when those before have
 * left, so that memory stays flat however slow the client is. One that takes nothing for `idleMs`
 * is cut off; one that has gone is no error.
 */
export async function sendBytes(
  bytes: AsyncIterable<Uint8Array>,
  to: Writable,
  { idleMs }: { idleMs: number }
): Promise<void> {
  for await (const chunk of bytes) {
    if (!to.writable) return
    await written(to, chunk, idleMs)
    release(chunk as Uint8Array<ArrayBuffer>)
  }
  to.end()
}

/** Resolves when the chunk has left, or never will: then the stream cannot be written any more. */
function written(to: Writable, chunk: Uint8Array, idleMs: number) {
  return new Promise<void>((resolve) => {
    const timer = setTimeout(() => to.destroy(), idleMs)
    const settle = () => {
      clearTimeout(timer)
      to.off('close', settle)
      resolve()
    }
    to.once('close', settle)
    to.write(chunk, settle)
  })
}
