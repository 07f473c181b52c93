import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { type Access, admit } from '#app/accounts/auth/access'
import { PasswordChangeRequired } from '#app/accounts/errors'

interface Options extends Access {
  /** For the calls by which a password that the service made up is changed. */
  withMadeUpPassword?: boolean
}

/**
 * Lets pass sessions, and keys and grants if the route allows them: 401 for everybody else, 403
 * before users have a password of their own.
 */
export default class AuthMiddleware {
  async handle({ auth }: HttpContext, next: NextFn, options: Options = {}) {
    admit(await auth.authenticate(), options)
    if (auth.use('api').mustChangePassword && !options.withMadeUpPassword) {
      throw new PasswordChangeRequired()
    }
    return next()
  }
}
