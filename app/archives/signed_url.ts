import { createHmac } from 'node:crypto'
import type { DateTime } from 'luxon'
import { safeEqual } from '@adonisjs/core/helpers'
import { SignatureInvalid, UrlExpired } from '#app/storage/refusals'
import { appKeys } from '#config/app'

const keys = appKeys.map((key) => key.derive('archive urls'))

/** The path of an archive, which carries its permission until it expires. */
export function signedPath({ id, expiresAt }: { id: string; expiresAt: DateTime }): string {
  const expires = String(Math.floor(expiresAt.toSeconds()))
  return `/archives/${id}?expires=${expires}&signature=${sign(id, expires, keys[0])}`
}

/** Throws `SignatureInvalid` or `UrlExpired` unless the query is one that was signed for the id. */
export function assertSigned(id: string, query: Record<string, unknown>): void {
  const expires = String(query.expires)
  const signature = String(query.signature)
  if (!keys.some((key) => safeEqual(signature, sign(id, expires, key))))
    throw new SignatureInvalid()
  if (Number(expires) * 1_000 <= Date.now()) throw new UrlExpired()
}

function sign(id: string, expires: string, key: (typeof keys)[number]) {
  return createHmac('sha256', key).update(`${id}\n${expires}`).digest('base64url')
}
