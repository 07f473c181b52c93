import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import type { Role } from '#app/accounts/models/user'
import { administrationScope, admit } from '#app/accounts/auth/access'
import { checkRequirements } from '#app/accounts/auth/requirements'
import { Forbidden } from '#app/http/exceptions/errors'

/** Admits users with the role, and their keys with the scope: 403 for others, 401 for nobody. */
export default class RoleMiddleware {
  async handle(ctx: HttpContext, next: NextFn, role: Role) {
    const user = await ctx.auth.authenticate()
    checkRequirements(ctx)
    admit(user, { scope: administrationScope(ctx.request.method()) })
    if (user.role !== role) throw new Forbidden()
    return next()
  }
}
