import { once } from 'node:events'
import { request } from 'node:http'
import type { PresignedRequest } from '#app/storage/object_store'
import type { Client } from '../support/client.js'

const LANES = 4
const CHUNK = Buffer.alloc(1024 * 1024, 7)

/** Sends a file of so many bytes whole; gives its asset's id. */
export async function sendWhole(client: Client, size: number): Promise<string> {
  const { asset, upload } = await client.post('/uploads/presign', video(size))
  await sendBytes(upload, size)
  return asset.id
}

/** Sends it in parts, four at once; gives its asset's id. */
export async function sendInParts(client: Client, size: number): Promise<string> {
  const { asset, upload } = await client.post('/uploads/multipart', video(size))
  const numbers = Array.from({ length: upload.partCount }, (_, index) => index + 1).values()
  const lane = async () => {
    for (const number of numbers) {
      const path = `/uploads/multipart/${asset.id}/parts`
      const [part] = await client.post(path, { partNumbers: [number] })
      await sendBytes(part, Math.min(upload.partSize, size - (number - 1) * upload.partSize))
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  return asset.id
}

/** Fetches what a signed url serves, and lets it go. */
export async function fetchBytes(url: string) {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`The store answered ${response.status}`)
  for await (const chunk of response.body!) if (!chunk) break
}

/** Sends so many bytes to a signed url, made as they go. */
async function sendBytes({ url, headers }: PresignedRequest, size: number) {
  const outgoing = request(url, { method: 'PUT', headers: { ...headers, 'content-length': size } })
  const answered = once(outgoing, 'response')
  for (let sent = 0; sent < size; sent += CHUNK.length) {
    const isTaken = outgoing.write(CHUNK.subarray(0, size - sent))
    if (!isTaken) await once(outgoing, 'drain')
  }
  outgoing.end()
  const [incoming] = await answered
  incoming.resume()
  if (incoming.statusCode !== 200) throw new Error(`The store answered ${incoming.statusCode}`)
}

function video(size: number) {
  return { filename: 'holiday.mp4', contentType: 'video/mp4', size }
}
