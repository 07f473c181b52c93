import { randomBytes } from 'node:crypto'
import User from '#models/user'
import { CreateUser } from '#actions/create_user'

/**
 * Makes an administrator where there is none; null where there is one. The password is in the
 * answer where it was made up here, and nowhere else.
 */
export class CreateFirstAdministrator {
  async handle({ email, password }: { email: string; password?: string }) {
    if (await User.findBy({ role: 'ADMIN' })) return null

    const madeUp = password ? undefined : randomBytes(18).toString('base64url')
    const user = await new CreateUser().handle(
      { email, password: password ?? madeUp!, role: 'ADMIN' },
      { actorId: null }
    )
    return { user, password: madeUp }
  }
}
