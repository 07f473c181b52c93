import { randomBytes } from 'node:crypto'
import User from '#app/accounts/models/user'
import { CreateUser } from '#app/accounts/actions/create_user'
import { EmailTaken, UnfitAdministrator } from '#app/accounts/errors'
import { newUserValidator } from '#app/accounts/validators'

/**
 * Makes an administrator where there is none; null where there is one. The password is in the
 * answer where it was made up here, and nowhere else. Throws `UnfitAdministrator` for an email or
 * a password that no account could have.
 */
export class CreateFirstAdministrator {
  async handle({ email, password }: { email: string; password?: string }) {
    if (await this.#exists()) return null

    const madeUp = password ? undefined : randomBytes(18).toString('base64url')
    const values = { email, password: password ?? madeUp, role: 'ADMIN' }
    const [invalid, valid] = await newUserValidator.tryValidate(values)
    if (invalid) throw new UnfitAdministrator(invalid)
    try {
      return { user: await new CreateUser().handle(valid, { actorId: null }), password: madeUp }
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
