import type { HttpContext } from '@adonisjs/core/http'
import { requestContextOf } from '#app/accounts/auth/request_context'
import { RevokeSessions } from '#app/accounts/sessions/actions/revoke_sessions'

export default class UserSessionsController {
  /**
   * @destroy
   * @operationId revokeSessionsOfUser
   * @summary Sign an account out everywhere
   */
  async destroy(ctx: HttpContext) {
    await new RevokeSessions().handle({ id: ctx.params.id }, requestContextOf(ctx))
    ctx.response.noContent()
  }
}
