import type { MediaInbox } from './client.js'
import { retrying } from './retry.js'
import { sendBytes } from './send_bytes.js'
import type { RequestOf } from './operations.js'

interface Options {
  assetId: string
  partSize: number
  report: (sent: number) => void
  signal?: AbortSignal
}

const AT_ONCE = 4

/** Sends the parts that the store does not have yet, four at a time. */
export async function sendParts(client: MediaInbox, file: Blob, options: Options) {
  const { assetId, partSize, report, signal } = options
  const count = Math.ceil(file.size / partSize)
  const sizeOf = (number: number) => Math.min(partSize, file.size - (number - 1) * partSize)
  const sent = await storedParts(client, assetId, signal)
  const reportSum = () => report([...sent.values()].reduce((sum, size) => sum + size, 0))
  const all = Array.from({ length: count }, (_, index) => index + 1)
  const missing = all.filter((number) => sent.get(number) !== sizeOf(number)).values()
  reportSum()

  // The first failure ends the other parts too.
  const ending = new AbortController()
  const abort = () => ending.abort(signal!.reason)
  signal?.addEventListener('abort', abort, { once: true })
  const stop = ending.signal
  const lane = async () => {
    for (const number of missing) {
      const start = (number - 1) * partSize
      const part = file.slice(start, start + sizeOf(number))
      const onProgress = (bytes: number) => {
        sent.set(number, bytes)
        reportSum()
      }
      // A url expires, so each attempt asks for one.
      await retrying(async () => {
        const request = await presignPart(client, assetId, number, stop)
        await sendBytes(request, part, { onProgress, signal: stop })
      }, stop)
    }
  }
  const lanes = Array.from({ length: AT_ONCE }, lane)
  try {
    await Promise.all(lanes)
  } catch (error) {
    ending.abort(error)
    await Promise.allSettled(lanes)
    throw error
  } finally {
    signal?.removeEventListener('abort', abort)
  }
}

async function storedParts(client: MediaInbox, assetId: string, signal?: AbortSignal) {
  const operation = 'GET /uploads/multipart/{assetId}/parts'
  const request = { path: { assetId }, signal } as RequestOf<typeof operation>
  const { data } = await retrying(() => client.call(operation, request), signal)
  return new Map(data.map(({ partNumber, size }) => [partNumber, size]))
}

async function presignPart(
  client: MediaInbox,
  assetId: string,
  partNumber: number,
  signal: AbortSignal
) {
  const body = { partNumbers: [partNumber] }
  const path = { assetId }
  const { data } = await client.call('POST /uploads/multipart/{assetId}/parts', {
    path,
    body,
    signal,
  })
  return data[0]!
}
