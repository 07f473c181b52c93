import { connect, type Socket } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { ScannerUnavailable } from '#app/scanner/errors'

export interface ClamdAddress {
  host: string
  port: number
}

/** Seconds without a byte until a scanner counts as down: it may think long about one file. */
const silence = 180

/** No answer of clamd is longer. */
const maxAnswer = 4096

/** Bytes that are sent at once, each with its length before it. */
const maxChunk = 1024 * 1024

/** Talks to ClamAV's daemon: each call opens a connection and closes it. */
export class Clamd {
  constructor(readonly address: ClamdAddress) {}

  /** Resolves where the scanner answers. Throws `ScannerUnavailable`. */
  async ping() {
    const answer = await this.#ask('PING')
    if (answer !== 'PONG') throw new ScannerUnavailable()
  }

  /**
   * Streams bytes to the scanner, and gives the name of the signature that they match, or null.
   * Throws `ScannerUnavailable`, the reason of `signal` once that is aborted, or what the bytes
   * threw while they were read.
   */
  async scan(bytes: AsyncIterable<Buffer>, signal?: AbortSignal): Promise<string | null> {
    const answer = await this.#ask('INSTREAM', bytes, signal)
    if (answer === 'stream: OK') return null
    const [, signature] = /^stream: (.+) FOUND$/.exec(answer) ?? []
    if (signature) return signature
    const isTooLong = /size limit exceeded/i.test(answer)
    throw new ScannerUnavailable(
      isTooLong
        ? 'StreamMaxLength of clamd is below SCAN_MAX_BYTES: raise the one or lower the other.'
        : `The scanner answered: ${answer.slice(0, 200) || 'nothing'}`
    )
  }

  async #ask(command: string, bytes?: AsyncIterable<Buffer>, signal?: AbortSignal) {
    signal?.throwIfAborted()
    const socket = connect(this.address)
    socket.setTimeout(silence * 1_000, () => {
      socket.destroy(new Error(`no answer within ${silence} s`))
    })
    const faults: unknown[] = []
    const sent = pipeline(frames(command, noted(bytes, faults)), socket, { end: false, signal })
    // Without the rest of its bytes the scanner would wait for them.
    const failed = sent.catch((error) => {
      if (faults.length > 0 || signal?.aborted) socket.destroy()
      throw error
    })
    const [answer, sending] = await Promise.allSettled([answerOf(socket), failed])
    socket.destroy()
    signal?.throwIfAborted()
    if (faults.length > 0) throw faults[0]
    if (answer.status === 'fulfilled' && answer.value) return answer.value
    const cause = [answer, sending].find((one) => one.status === 'rejected')?.reason
    throw new ScannerUnavailable(undefined, { cause })
  }
}

/** A command of clamd that ends in a zero, and so does its answer; then chunks, the last one empty. */
async function* frames(command: string, bytes?: AsyncIterable<Buffer>) {
  yield Buffer.from(`z${command}\0`)
  if (!bytes) return
  for await (const chunk of bytes) {
    for (let start = 0; start < chunk.length; start += maxChunk) {
      const part = chunk.subarray(start, start + maxChunk)
      yield lengthOf(part.length)
      yield part
    }
  }
  yield lengthOf(0)
}

function lengthOf(bytes: number) {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes)
  return length
}

/** What the source throws is its own fault and not the scanner's. */
async function* noted(bytes: AsyncIterable<Buffer> | undefined, faults: unknown[]) {
  if (!bytes) return
  try {
    yield* bytes
  } catch (error) {
    faults.push(error)
    throw error
  }
}

async function answerOf(socket: Socket) {
  let answer = ''
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    answer += chunk.toString('utf8')
    if (answer.includes('\0') || answer.length > maxAnswer) break
  }
  return answer.split('\0', 1)[0].trim()
}
