import { randomUUID } from 'node:crypto'
import encryption from '@adonisjs/core/services/encryption'
import type { HttpContext } from '@adonisjs/core/http'
import { isSecure, wantsRefreshCookie } from '#app/accounts/auth/refresh_cookie'

const HEADER = 'x-device-token'
const PURPOSE = 'known-device'
const SECONDS = 365 * 86_400
const OPTIONS = { path: '/auth/login', httpOnly: true, sameSite: 'strict' } as const

/** A device on which a user has signed in before. It opens nothing: it only waits for nobody. */
export interface KnownDevice {
  id: string
  userId: string
}

/** The device that the request shows, by its cookie or by the header `x-device-token`. */
export function recognizeDevice(ctx: HttpContext): KnownDevice | undefined {
  const cookie = ctx.request.plainCookie(nameOf(ctx), { encoded: false })
  const token = ctx.request.header(HEADER) ?? cookie
  if (!token) return undefined
  return encryption.getMessageVerifier().unsign<KnownDevice>(token, PURPOSE) ?? undefined
}

/** Gives the device a token for its next sign-in, where its refresh token travels too. */
export function rememberDevice(userId: string, ctx: HttpContext) {
  const device: KnownDevice = { id: randomUUID(), userId }
  const token = encryption.getMessageVerifier().sign(device, `${SECONDS}s`, PURPOSE)
  if (!wantsRefreshCookie(ctx)) return ctx.response.header(HEADER, token)
  const options = { ...OPTIONS, secure: isSecure(ctx), maxAge: SECONDS, encode: false }
  ctx.response.plainCookie(nameOf(ctx), token, options)
}

function nameOf(ctx: HttpContext) {
  return isSecure(ctx) ? '__Secure-device' : 'device'
}
