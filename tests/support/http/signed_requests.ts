import { once } from 'node:events'
import { type ClientRequest, type IncomingMessage, request } from 'node:http'

/** What a client was told to send; where it follows no rule, another method or other headers. */
export interface Sending {
  method?: string
  url: string
  headers?: Record<string, string>
}

/** Sends a body with its true length, and nothing that the caller did not name. */
export function send(sending: Sending, body?: Buffer) {
  const length = body && { 'content-length': String(body.length) }
  return sendRaw({ ...sending, headers: { ...length, ...sending.headers } }, body)
}

export async function statusOf(sending: Sending, body?: Buffer) {
  const { status } = await send(sending, body)
  return status
}

/** Sends a body in chunks, which tells the server no length. */
export function sendChunked(sending: Sending, body: Buffer) {
  return sendRaw(
    { ...sending, headers: { ...sending.headers, 'transfer-encoding': 'chunked' } },
    body
  )
}

/** Sends the first half of a body of the right length; what becomes of the rest is to be said. */
export async function beginSending(sending: Sending, body: Buffer) {
  const length = { 'content-length': String(body.length) }
  const outgoing = open({ ...sending, headers: { ...sending.headers, ...length } })
  const half = body.length / 2
  const answer = once(outgoing, 'response') as Promise<[IncomingMessage]>
  // An error is for who asks for the answer, and nobody may.
  answer.catch(() => undefined)
  outgoing.on('error', () => undefined)
  await new Promise((resolve) => outgoing.write(body.subarray(0, half), resolve))

  return {
    /** Sends the other half, and tells the status of the answer. */
    async finish() {
      outgoing.end(body.subarray(half))
      const [{ statusCode }] = await answer
      return statusCode
    },
    /** Resolves once the server has ended the connection. */
    async ended() {
      await new Promise((resolve) => outgoing.once('close', resolve))
    },
    /** Cuts the connection. */
    async cut() {
      const cut = once(outgoing, 'error')
      outgoing.destroy()
      await cut
    },
  }
}

async function sendRaw(sending: Sending, body?: Buffer) {
  const outgoing = open(sending)
  outgoing.end(body)
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage]
  const bytes = Buffer.concat(await incoming.toArray())
  return { status: incoming.statusCode!, headers: incoming.headers, bytes }
}

function open({ method, url, headers }: Sending): ClientRequest {
  // No connection is reused: a refusal may close it.
  return request(url, { method, headers, agent: false })
}
