import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import type { Role } from '#app/accounts/models/user'
import { Forbidden } from '#app/http/exceptions/errors'

/** Lets pass who is signed in with the role: 403 for another role, 401 for nobody. */
export default class RoleMiddleware {
  async handle({ auth }: HttpContext, next: NextFn, role: Role) {
    const user = await auth.authenticate()
    if (user.role !== role) throw new Forbidden()
    return next()
  }
}
