import type { IncomingMessage } from 'node:http'
import { pipeline } from 'node:stream'
import { createBrotliDecompress, createUnzip } from 'node:zlib'
import { plainJson } from '#app/http/body/plain_json'
import {
  BadJson,
  RequestAborted,
  RequestTimeout,
  RequestTooLarge,
  UnsupportedMediaType,
} from '#app/http/exceptions/errors'

interface Bounds {
  /** Bytes, once decompressed. */
  limit: number
  /** Milliseconds for the whole body, however steadily it drips. */
  deadline: number
}

const UNKNOWN_ENCODING =
  'The content-encoding is unknown. Use gzip, deflate or br, or leave it out.'
const NOT_ENCODED = 'The body cannot be decompressed: it does not match its content-encoding.'

const decoders = { gzip: createUnzip, deflate: createUnzip, br: createBrotliDecompress }

/**
 * The JSON body of a request. Throws one of the errors above, and leaves the connection open for
 * the answer.
 */
export async function readJson(request: IncomingMessage, bounds: Bounds): Promise<unknown> {
  if (Number(request.headers['content-length']) > bounds.limit) {
    throw RequestTooLarge.over(bounds.limit)
  }
  const text = await withDeadline(bounds.deadline, collect(decoded(request), bounds.limit))
  if (text === '') return undefined
  try {
    return plainJson(JSON.parse(text))
  } catch (cause) {
    // A parser's error quotes the body, which must not travel any further.
    throw cause instanceof BadJson ? cause : new BadJson()
  }
}

/** Not the request itself: destroyed by a refusal, it would take the connection along. */
function decoded(request: IncomingMessage): AsyncIterable<Buffer> {
  const chunks = request.iterator({ destroyOnReturn: false })
  const encoding = request.headers['content-encoding']?.toLowerCase() ?? 'identity'
  if (encoding === 'identity') return chunks
  if (!Object.hasOwn(decoders, encoding)) throw new UnsupportedMediaType(UNKNOWN_ENCODING)
  // What breaks on the way breaks the loop that reads the end of it.
  return pipeline(chunks, decoders[encoding as keyof typeof decoders](), () => {})
}

async function collect(source: AsyncIterable<Buffer>, limit: number) {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of source) {
      size += chunk.length
      if (size > limit) throw RequestTooLarge.over(limit)
      chunks.push(chunk)
    }
  } catch (error) {
    throw asRefusal(error as NodeJS.ErrnoException)
  }
  return Buffer.concat(chunks).toString()
}

function asRefusal(error: NodeJS.ErrnoException) {
  if (error instanceof RequestTooLarge) return error
  if (error.code === 'ECONNRESET') return new RequestAborted()
  return new BadJson(NOT_ENCODED, { cause: error })
}

async function withDeadline<Value>(milliseconds: number, work: Promise<Value>) {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new RequestTimeout()), milliseconds)
  return Promise.race([work, promise]).finally(() => clearTimeout(timer))
}
