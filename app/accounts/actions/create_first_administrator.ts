import { randomBytes } from 'node:crypto'
import User from '#app/accounts/models/user'
import { CreateUser } from '#app/accounts/actions/create_user'
import { EmailTaken, UnfitAdministrator } from '#app/accounts/errors'
import { newUserValidator } from '#app/accounts/validators'

/**
 * Makes an administrator if there is none, else null. Without a password one is made up: it is in
 * the answer and nowhere else, and has to be changed at the first sign-in. Throws
 * `UnfitAdministrator` for an email or a password that no account could have.
 */
export class CreateFirstAdministrator {
  async handle({ email, password }: { email: string; password?: string }) {
    if (await this.#exists()) return null

    const madeUp = password ? undefined : randomBytes(18).toString('base64url')
    const values = { email, password: password ?? madeUp, role: 'ADMIN' }
    const [invalid, valid] = await newUserValidator.tryValidate(values)
    if (invalid) throw new UnfitAdministrator(invalid)
    try {
      const mustChangePassword = madeUp !== undefined
      const user = await new CreateUser().handle(
        { ...valid, mustChangePassword },
        { actorId: null }
      )
      return { user, password: madeUp }
    } catch (error) {
      if (!(error instanceof EmailTaken)) throw error
      // Another node that seeds at the same time may have been first.
      if (await this.#exists()) return null
      throw new UnfitAdministrator(error)
    }
  }

  #exists() {
    return User.findBy({ role: 'ADMIN' })
  }
}
