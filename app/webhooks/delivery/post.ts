import http from 'node:http'
import https from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { type Network, receiverAddresses } from '#app/webhooks/delivery/addresses'

interface Post {
  url: URL
  headers: Record<string, string>
  body: string
}

/** What of an answer is read, in bytes, before its connection is ended. */
const MAX_ANSWER = 65_536

/**
 * Sends the body and returns the status of the answer, for which it waits until the signal aborts.
 * The name is resolved once, and the connection goes to exactly the addresses that were checked.
 * Redirects are not followed. Throws `ReceiverNotAllowed` if the network allows no address.
 */
export async function post({ url, headers, body }: Post, network: Network, signal: AbortSignal) {
  const addresses = await unlessAborted(receiverAddresses(url.hostname, network), signal)
  const { request } = url.protocol === 'https:' ? https : http
  const options = { method: 'POST', headers, signal, agent: false, lookup: knowing(addresses) }
  return new Promise<number>((resolve, reject) => {
    const sent = request(url, options, (response) => {
      resolve(response.statusCode!)
      let size = 0
      response.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > MAX_ANSWER) response.destroy()
      })
      // The status is known; how its body ends does not matter.
      response.on('error', () => response.destroy())
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** A lookup that asks nobody. Node calls it for names alone, and connects to what it returns. */
function knowing(addresses: string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIP(address) }))
  return (_name, { all }, callback) => {
    if (all) return callback(null, found)
    callback(null, found[0].address, found[0].family)
  }
}

async function unlessAborted<Result>(promise: Promise<Result>, signal: AbortSignal) {
  const aborted = Promise.withResolvers<never>()
  const abort = () => aborted.reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([promise, aborted.promise])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
