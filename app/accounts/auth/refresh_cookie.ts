import type { HttpContext } from '@adonisjs/core/http'
import { InvalidRefreshToken } from '#app/accounts/errors'
import type { TokenPair } from '#app/accounts/models/session'

const NAME = 'refresh_token'
const OPTIONS = { path: '/auth/refresh', httpOnly: true, secure: true, sameSite: 'strict' } as const

/**
 * Whether a browser asked for the refresh token in a cookie. A foreign page cannot send this
 * header without leave, so that the cookie alone refreshes nothing.
 */
export function wantsRefreshCookie({ request }: HttpContext) {
  return request.header('x-refresh-token') === 'cookie'
}

export function readRefreshCookie({ request }: HttpContext): string {
  const token = request.plainCookie(NAME, { encoded: false })
  if (!token) throw new InvalidRefreshToken()
  return token
}

/** What the body may show: all, or without the refresh token where a cookie takes it along. */
export function handOver<Opened extends TokenPair>(opened: Opened, ctx: HttpContext) {
  if (!wantsRefreshCookie(ctx)) return opened
  const expires = opened.refreshTokenExpiresAt.toJSDate()
  ctx.response.plainCookie(NAME, opened.refreshToken, { ...OPTIONS, expires, encode: false })
  return { ...opened, refreshToken: undefined }
}

export function forgetRefreshCookie({ response }: HttpContext) {
  response.clearCookie(NAME, OPTIONS)
}
