import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { BodyInterrupted, DigestMismatch, LengthMismatch } from '#app/storage/refusals'

/** Something that can be written chunk by chunk, each only when the one before is on its way. */
export type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/**
 * The same chunks, with an error at the end, or as soon as it is certain, where they are not
 * exactly `size` bytes with the named digest.
 */
export async function* exactly(
  chunks: Chunks,
  { size, sha256 }: { size: number; sha256?: string }
) {
  const hash = sha256 && createHash('sha256')
  let length = 0
  for await (const chunk of chunks) {
    length += chunk.length
    if (length > size) throw new LengthMismatch()
    if (hash) hash.update(chunk)
    yield chunk
  }
  if (length < size) throw new LengthMismatch()
  if (hash && hash.digest('base64') !== sha256) throw new DigestMismatch()
}

/**
 * The chunks of a request, each good until the next one is asked for. A connection that is cut
 * ends them with `BodyInterrupted`.
 */
export async function* received(request: Readable): AsyncGenerator<Uint8Array> {
  try {
    // Without the option a refusal in the middle would cut the connection before its answer.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      yield chunk
      release(chunk)
    }
  } catch (error) {
    throw new BodyInterrupted(undefined, { cause: error })
  }
}

/** Gives memory back at once that V8 would let gather to a hundred megabytes of spent chunks. */
export function release({ buffer, byteLength }: Uint8Array<ArrayBuffer>) {
  const isSandboxed = buffer.byteLength === byteLength
  if (isSandboxed) buffer.transfer(0)
}
