import { isIP } from 'node:net'
import env from '#start/env'
import { appUrl } from '#config/app'

const { hostname, origin } = new URL(appUrl)

/** How authenticator apps call this installation. */
export const issuer = 'Media Inbox'

/** For whom browsers create passkeys. Another host name in APP_URL makes them useless. */
export const relyingParty = { name: issuer, id: hostname, origin }

/**
 * Whether browsers create passkeys for an installation at this url: only over https or on their own
 * machine, and never for an address in the place of a host name.
 */
export function arePasskeysPossible(url = appUrl) {
  const { hostname: host, protocol } = new URL(url)
  if (isIP(host) || host.startsWith('[')) return false
  return protocol === 'https:' || host === 'localhost'
}

/** Whose sessions need a second factor: those of administrators, everybody's, or nobody's. */
export const secondFactor = { requiredOf: env.get('REQUIRE_SECOND_FACTOR') }

export function isSecondFactorRequired(role: string) {
  const { requiredOf } = secondFactor
  return requiredOf === 'all' || (requiredOf === 'admin' && role === 'ADMIN')
}
