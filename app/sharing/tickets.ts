import { createHmac } from 'node:crypto'
import { safeEqual } from '@adonisjs/core/helpers'
import { appKeys } from '#config/app'
import type { OpenShare } from '#app/sharing/open_share'

const keys = appKeys.map((key) => key.derive('share tickets'))

const TICKET = /^([0-9a-z]{6,9})\.([\w-]{22})$/

/**
 * Signs that something was allowed, until then: nothing is kept of it. The first key signs, all of
 * them verify.
 */
export function issueTicket(subject: string, expiresAt: Date) {
  const seconds = Math.floor(expiresAt.getTime() / 1_000).toString(36)
  return `${seconds}.${signature(subject, seconds, keys[0])}`
}

/** Whether the ticket was issued for this subject and has not expired. */
export function isValidTicket(ticket: unknown, subject: string) {
  const [, seconds, given] = TICKET.exec(String(ticket)) ?? []
  if (!seconds || Number.parseInt(seconds, 36) * 1_000 <= Date.now()) return false
  return keys.some((key) => safeEqual(given, signature(subject, seconds, key)))
}

/** That a visitor knew the password, which is part of it: another one ends every visit. */
export function visitOf({ id, password }: OpenShare) {
  return `visit ${id} ${password}`
}

/** That a download of this original was counted. */
export function downloadOf({ id, password }: OpenShare, assetId: string) {
  return `download ${id} ${password} ${assetId}`
}

// Half of an HMAC is as strong as NIST SP 800-107 asks, 128 bits.
function signature(subject: string, seconds: string, key: (typeof keys)[number]) {
  const digest = createHmac('sha256', key).update(`${seconds} ${subject}`).digest()
  return digest.toString('base64url', 0, 16)
}
