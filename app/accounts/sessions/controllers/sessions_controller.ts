import type { HttpContext } from '@adonisjs/core/http'
import Session from '#app/accounts/sessions/models/session'
import { pageOf } from '#app/persistence/paged'
import { rememberDevice } from '#app/accounts/auth/known_device'
import { requestContextOf } from '#app/accounts/auth/request_context'
import { forgetRefreshCookie, handOver } from '#app/accounts/auth/refresh_cookie'
import { SignIn } from '#app/accounts/sessions/actions/sign_in'
import { RevokeOtherSessions } from '#app/accounts/sessions/actions/revoke_other_sessions'
import { RevokeSession } from '#app/accounts/sessions/actions/revoke_session'
import { FindProviderLogout } from '#app/accounts/factors/actions/find_provider_logout'
import { PasswordSignInDisabled } from '#app/accounts/factors/errors'
import { isPasswordSignInAllowed } from '#config/oidc'
import { signInValidator } from '#app/accounts/sessions/validators'
import { sessionsPageValidator } from '#app/accounts/sessions/validators'
import SignInTransformer from '#app/accounts/sessions/transformers/sign_in_transformer'
import SessionTransformer from '#app/accounts/sessions/transformers/session_transformer'

export default class SessionsController {
  /**
   * @index
   * @operationId listSessions
   * @summary List the caller’s live sessions, newest first
   */
  async index(ctx: HttpContext) {
    const { limit = 100, cursor } = await ctx.request.validateUsing(sessionsPageValidator)
    const own = Session.alive().where({ userId: ctx.auth.getUserOrFail().id })
    const { rows, nextCursor } = await pageOf(own, { limit, cursor })
    const current = ctx.auth.use('api').sessionId!
    return ctx.serialize(SessionTransformer.paginate(rows, { nextCursor }, current))
  }

  /**
   * @store
   * @operationId signIn
   * @summary Sign in
   * @description The header `x-device-token` of the answer (a cookie with `x-refresh-token: cookie`), sent with the next sign-in, keeps failed attempts of others from slowing it down.
   */
  async store(ctx: HttpContext) {
    if (!isPasswordSignInAllowed()) throw new PasswordSignInDisabled()
    const credentials = await ctx.request.validateUsing(signInValidator)
    const opened = await new SignIn().handle(credentials, requestContextOf(ctx), ctx.device)
    rememberDevice(opened.user.id, ctx)
    return ctx.serialize(SignInTransformer.transform(handOver(opened, ctx)))
  }

  /**
   * @destroy
   * @operationId revokeSession
   * @summary End one of the caller’s sessions
   */
  async destroy(ctx: HttpContext) {
    const mine = { id: ctx.params.id, userId: ctx.auth.getUserOrFail().id }
    const { id } = await Session.alive().where(mine).firstOrFail()
    await new RevokeSession().handle({ id, origin: requestContextOf(ctx) })
    ctx.response.noContent()
  }

  /**
   * @destroyOthers
   * @operationId revokeOtherSessions
   * @summary End every session of the caller but this one
   */
  async destroyOthers(ctx: HttpContext) {
    const { id: userId } = ctx.auth.getUserOrFail()
    const keptId = ctx.auth.use('api').sessionId!
    await new RevokeOtherSessions().handle({ userId, keptId, origin: requestContextOf(ctx) })
    ctx.response.noContent()
  }

  /**
   * @destroyCurrent
   * @operationId signOut
   * @summary Sign out
   * @description For a session that was opened at a provider, the header `x-provider-logout` of the answer is where the browser signs out there.
   */
  async destroyCurrent(ctx: HttpContext) {
    const id = ctx.auth.use('api').sessionId!
    const logout = await new FindProviderLogout().handle(id)
    await new RevokeSession().handle({ id, origin: requestContextOf(ctx) })
    forgetRefreshCookie(ctx)
    if (logout) ctx.response.header('x-provider-logout', logout)
    ctx.response.noContent()
  }
}
