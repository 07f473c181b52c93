import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import type { Role } from '#app/accounts/models/user'
import { PasswordChangeRequired } from '#app/accounts/errors'
import { administrationScope, admit } from '#app/accounts/auth/access'
import { Forbidden } from '#app/http/exceptions/errors'

/** Lets pass users with the role, and their keys with the scope: 403 for others, 401 for nobody. */
export default class RoleMiddleware {
  async handle({ auth, request }: HttpContext, next: NextFn, role: Role) {
    const user = await auth.authenticate()
    if (auth.use('api').mustChangePassword) throw new PasswordChangeRequired()
    admit(user, { scope: administrationScope(request.method()) })
    if (user.role !== role) throw new Forbidden()
    return next()
  }
}
