import type { HttpContext } from '@adonisjs/core/http'
import { Exception } from '@adonisjs/core/exceptions'
import { requestContextOf } from '#app/accounts/auth/request_context'
import { isSecure, setRefreshCookie } from '#app/accounts/auth/refresh_cookie'
import { BeginOidcSignIn } from '#app/accounts/factors/actions/begin_oidc_sign_in'
import { CompleteOidcSignIn } from '#app/accounts/factors/actions/complete_oidc_sign_in'
import { providerOf } from '#app/accounts/factors/oidc'

const COOKIE = 'oidc_state'

export default class OidcController {
  /**
   * @redirect
   * @operationId signInWithProvider
   * @summary Sign in at an OpenID Connect provider
   */
  async redirect(ctx: HttpContext) {
    const provider = providerOf(ctx.params.provider)
    const { invitation } = ctx.request.qs()
    const given = typeof invitation === 'string' ? invitation.slice(0, 255) : undefined
    const { url, state } = await new BeginOidcSignIn().handle(provider, given)
    // It comes back from another site, so that a strict cookie would stay behind.
    ctx.response.plainCookie(COOKIE, state, cookieOptions(ctx, 300))
    ctx.response.redirect().withQs(false).toPath(url)
  }

  /**
   * @callback
   * @operationId completeProviderSignIn
   * @summary Come back from an OpenID Connect provider, signed in
   * @description Leads to the page; `error` in its address is the code of what went wrong.
   */
  async callback(ctx: HttpContext) {
    const provider = providerOf(ctx.params.provider)
    const cookie = ctx.request.plainCookie(COOKIE, { encoded: false })
    ctx.response.clearCookie(COOKIE, cookieOptions(ctx, 0))
    const url = new URL(ctx.request.completeUrl(true))
    const state = url.searchParams.get('state') ?? ''
    try {
      // Who did not begin here must not be signed in as somebody else.
      const own = cookie === state ? state : ''
      const opened = await new CompleteOidcSignIn().handle(
        { provider, url, state: own },
        requestContextOf(ctx)
      )
      setRefreshCookie(opened, ctx)
      ctx.response.redirect().withQs(false).toPath('/?signed-in')
    } catch (error) {
      if (!(error instanceof Exception) || error.status >= 500) throw error
      ctx.response.redirect().withQs(false).toPath(`/?error=${error.code}`)
    }
  }
}

function cookieOptions(ctx: HttpContext, maxAge: number) {
  const fixed = { path: '/auth/oidc', httpOnly: true, sameSite: 'lax', encode: false } as const
  return { ...fixed, secure: isSecure(ctx), maxAge }
}
