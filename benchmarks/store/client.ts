import { once } from 'node:events'
import { request } from 'node:http'
import type { SealedRequest } from '#storage/object_store'

const CHUNK = Buffer.alloc(1024 * 1024, 7)

/** Calls the API as a signed-in client. */
export class Client {
  constructor(
    private url: string,
    private token: string
  ) {}

  async post(path: string, body: object) {
    const response = await fetch(this.url + path, {
      method: 'POST',
      headers: { 'authorization': `Bearer ${this.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    const { data } = (await response.json()) as { data: any }
    return data
  }
}

/** Sends so many bytes to a signed url, made as they go. */
export async function sendBytes({ url, headers }: SealedRequest, size: number) {
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

/** Fetches what a signed url serves, and lets it go. */
export async function fetchBytes(url: string) {
  const response = await fetch(url)
  for await (const chunk of response.body!) if (!chunk) break
}
