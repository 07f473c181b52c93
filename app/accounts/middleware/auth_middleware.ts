import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { PasswordChangeRequired } from '#app/accounts/errors'

interface Options {
  /** For the calls by which a password that the service made up is changed. */
  withMadeUpPassword?: boolean
}

/** Lets pass signed-in users: 401 for everybody else, 403 before they have a password of their own. */
export default class AuthMiddleware {
  async handle({ auth }: HttpContext, next: NextFn, { withMadeUpPassword }: Options = {}) {
    await auth.authenticate()
    if (auth.use('api').mustChangePassword && !withMadeUpPassword) {
      throw new PasswordChangeRequired()
    }
    return next()
  }
}
