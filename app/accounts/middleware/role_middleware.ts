import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import type { Role } from '#app/accounts/models/user'
import { PasswordChangeRequired } from '#app/accounts/errors'
import { Forbidden } from '#app/http/exceptions/errors'

/** Lets pass users with the role: 403 for another role, 401 for everybody else. */
export default class RoleMiddleware {
  async handle({ auth }: HttpContext, next: NextFn, role: Role) {
    const user = await auth.authenticate()
    if (auth.use('api').mustChangePassword) throw new PasswordChangeRequired()
    if (user.role !== role) throw new Forbidden()
    return next()
  }
}
