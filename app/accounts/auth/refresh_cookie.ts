import type { HttpContext } from '@adonisjs/core/http'
import { InvalidRefreshToken } from '#app/accounts/sessions/errors'
import type { TokenPair } from '#app/accounts/sessions/models/token_pair'
import { appUrl } from '#config/app'

const SECURE_NAME = '__Secure-refresh_token'
const PLAIN_NAME = 'refresh_token'
const OPTIONS = { path: '/auth/refresh', httpOnly: true, sameSite: 'strict' } as const

/**
 * Whether a browser asked for the refresh token in a cookie. A foreign page cannot send this
 * header without permission, so that the cookie alone refreshes nothing.
 */
export function wantsRefreshCookie({ request }: HttpContext) {
  return request.header('x-refresh-token') === 'cookie'
}

/** The refresh token of the request's cookie. Throws `InvalidRefreshToken` if there is none. */
export function readRefreshCookie(ctx: HttpContext): string {
  const read = (name: string) => ctx.request.plainCookie(name, { encoded: false })
  // Until 2.0, a session of before still has the plain name over https.
  const token = (isSecure(ctx) && read(SECURE_NAME)) || read(PLAIN_NAME)
  if (!token) throw new InvalidRefreshToken()
  return token
}

/** What the body may show: everything, or no refresh token if a cookie carries it. */
export function handOver<Opened extends TokenPair>(opened: Opened, ctx: HttpContext) {
  if (!wantsRefreshCookie(ctx)) return opened
  setRefreshCookie(opened, ctx)
  return { ...opened, refreshToken: undefined }
}

/** Gives the browser the refresh token in its cookie. */
export function setRefreshCookie(opened: TokenPair, ctx: HttpContext) {
  const secure = isSecure(ctx)
  const seconds = Math.floor(opened.refreshTokenExpiresAt.diffNow().as('seconds'))
  ctx.response.plainCookie(secure ? SECURE_NAME : PLAIN_NAME, opened.refreshToken, {
    ...OPTIONS,
    secure,
    maxAge: Math.max(0, seconds),
    expires: opened.refreshTokenExpiresAt.toJSDate(),
    encode: false,
  })
  if (secure) ctx.response.clearCookie(PLAIN_NAME, { ...OPTIONS, secure })
}

/** Removes the cookie from the browser, under either name. */
export function forgetRefreshCookie(ctx: HttpContext) {
  const secure = isSecure(ctx)
  if (secure) ctx.response.clearCookie(SECURE_NAME, { ...OPTIONS, secure })
  ctx.response.clearCookie(PLAIN_NAME, { ...OPTIONS, secure })
}

/** Whether the client came by https, itself or by its proxy. */
export function isSecure({ request }: HttpContext) {
  return request.secure() || appUrl.startsWith('https://')
}
