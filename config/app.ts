import env from '#start/env'
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { defineConfig } from '@adonisjs/core/http'
import { ApplicationKey } from '#app/process/application_key'
import { refuseBadUrl } from '#app/http/exceptions/bad_url'

/**
 * The keys of APP_KEY. Sign with the first, accept what any of them has signed: derive a key for
 * each purpose by `derive('its purpose')`, and name the one that signed by its `id`.
 */
export const appKeys = env
  .get('APP_KEY')
  .release()
  .map((secret) => new ApplicationKey(secret))

/** Whether the operator said where clients reach this application, or it is only assumed. */
export const isAppUrlSet = env.get('APP_URL') !== undefined

/** Where clients reach this application. Signed urls of the disk store are made for it. */
export const appUrl = env.get('APP_URL', `http://localhost:${env.get('PORT', 3000)}`)

/** Everything that an embedded installation keeps lies below this folder. */
export const dataDir = resolve(env.get('DATA_DIR', 'storage'))

const proxies = env.get('TRUST_PROXY')

export const http = defineConfig({
  generateRequestId: true,
  allowMethodSpoofing: false,
  // Signed URLs of the disk store are made for the host that the request names.
  useAsyncLocalStorage: true,
  trustProxy: isTrustedProxy,
  // A proxy that passes on what a client made up tells nothing: then it is the proxy itself.
  getIp: (request, forwarded) => {
    const address = isIP(forwarded()) ? forwarded() : request.request.socket.remoteAddress!
    return withoutZone(address)
  },
  onBadUrl: refuseBadUrl,
  // Answers hold no cycles and no bigints, which the framework's own and slower writer is for.
  serializeJSON: JSON.stringify,
  cookie: { path: '/', httpOnly: true, secure: true, sameSite: 'strict' },
})

/**
 * Only these may say, by `x-forwarded-…` headers, whom they speak for: addresses that
 * TRUST_PROXY names, or as many proxies as it counts, the nearest being at distance 0.
 */
export function isTrustedProxy(address: string, distance: number) {
  if (typeof proxies === 'number') return distance < proxies
  const family = isIP(address)
  if (!proxies || family === 0) return false
  return proxies.check(withoutZone(address), family === 4 ? 'ipv4' : 'ipv6')
}

/** `fe80::1%eth0` is the address of an interface of this machine, and its name can be anything. */
function withoutZone(address: string) {
  return address.split('%', 1)[0]
}
