import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { ConfirmSession } from '#app/accounts/sessions/actions/confirm_session'
import { requestContextOf } from '#app/accounts/auth/request_context'
import { ConfirmationRequired, InvalidCredentials } from '#app/accounts/sessions/errors'
import { WrongCurrentPassword } from '#app/accounts/errors'

/**
 * Lets pass a session whose user signed in or confirmed who they are within ten minutes, or sends
 * the current password along: 403 otherwise. Stands behind `auth`.
 */
export default class ConfirmationMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const { isConfirmed, sessionId } = ctx.auth.use('api')
    const password = ctx.request.input('currentPassword')
    if (sessionId && typeof password === 'string') {
      await this.#confirm(password, ctx)
    } else if (!isConfirmed) {
      throw new ConfirmationRequired()
    }
    return next()
  }

  async #confirm(password: string, ctx: HttpContext) {
    const { user, sessionId } = ctx.auth.use('api')
    const proof = { password: password.slice(0, 1_024) }
    try {
      const by = { userId: user!.id, sessionId: sessionId! }
      await new ConfirmSession().handle({ ...by, ...proof }, requestContextOf(ctx))
    } catch (error) {
      throw error instanceof InvalidCredentials ? new WrongCurrentPassword() : error
    }
  }
}
