import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { type Access, admit } from '#app/accounts/auth/access'
import { checkRequirements, type Exemptions } from '#app/accounts/auth/requirements'

/**
 * Admits sessions, and keys and grants if the route allows them: 401 for everybody else, 403
 * before users have a password of their own and the second factor that is required of them.
 */
export default class AuthMiddleware {
  async handle(ctx: HttpContext, next: NextFn, options: Access & Exemptions = {}) {
    admit(await ctx.auth.authenticate(), options)
    checkRequirements(ctx, options)
    return next()
  }
}
