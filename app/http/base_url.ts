import { BlockList, isIP } from 'node:net'
import { HttpContext } from '@adonisjs/core/http'
import { appUrl, isAppUrlSet } from '#config/app'

const nearby = new BlockList()
nearby.addSubnet('127.0.0.0', 8, 'ipv4')
nearby.addSubnet('10.0.0.0', 8, 'ipv4')
nearby.addSubnet('172.16.0.0', 12, 'ipv4')
nearby.addSubnet('192.168.0.0', 16, 'ipv4')
nearby.addSubnet('169.254.0.0', 16, 'ipv4')
nearby.addAddress('::1', 'ipv6')
nearby.addSubnet('fc00::', 7, 'ipv6')
nearby.addSubnet('fe80::', 10, 'ipv6')

/**
 * Where the answer's links point: `APP_URL`, or else the host that was asked if no stranger can
 * own it. A `Host` header is the caller's word, so any other name must not end up in a link.
 */
export function baseUrl({ request }: Pick<HttpContext, 'request'>) {
  if (isAppUrlSet) return appUrl
  return nearbyOrigin(`${request.protocol()}://${request.host()}`) ?? appUrl
}

/** As `baseUrl`, of the request that is being answered; outside of one `APP_URL` or its default. */
export function currentBaseUrl() {
  const ctx = HttpContext.get()
  return ctx ? baseUrl(ctx) : appUrl
}

/** The origin, if its host is loopback, private or `.local`. */
export function nearbyOrigin(origin: string) {
  if (!URL.canParse(origin)) return undefined
  const url = new URL(origin)
  return url.origin === origin && isNearby(url.hostname) ? origin : undefined
}

function isNearby(hostname: string) {
  if (hostname === 'localhost' || /\.(local|localhost)$/.test(hostname)) return true
  const address = hostname.replaceAll(/[[\]]/g, '')
  const family = isIP(address)
  return family !== 0 && nearby.check(address, family === 4 ? 'ipv4' : 'ipv6')
}
