import db from '@adonisjs/lucid/services/db'
import User from '#app/accounts/models/user'
import AuditLog, { type Origin } from '#app/audit/models/audit_log'
import { OpenSession } from '#app/accounts/actions/open_session'
import { SignInAttempts } from '#app/accounts/sign_in_attempts'
import { hashPassword, isOutdated, verifyPassword } from '#app/accounts/auth/passwords'
import { InvalidCredentials } from '#app/accounts/errors'

export interface Credentials {
  email: string
  password: string
}

/**
 * Signs in by email and password. Throws `InvalidCredentials`, after the same work and the same
 * time, whether the password is wrong or nobody has that email; `E_TOO_MANY_REQUESTS` after too
 * many of those.
 */
export class SignIn {
  async handle({ email, password }: Credentials, origin: Origin) {
    const attempts = new SignInAttempts(email, origin.ip ?? '')
    await attempts.check()
    const user = await User.findBy({ email })
    // Checked again in its turn, for guesses that come at once are counted one by one.
    const isRight = await verifyPassword(password, user?.password, () => attempts.check())
    if (!user || !isRight) {
      await this.#recordFailure(email, user, origin)
      await attempts.countFailure()
      throw new InvalidCredentials()
    }
    await attempts.countSuccess()
    if (isOutdated(user.password)) {
      await user.replacePassword(user.password, await hashPassword(password))
    }
    return new OpenSession().handle({ user, origin })
  }

  #recordFailure(email: string, user: User | null, origin: Origin) {
    return db.transaction((trx) => {
      return AuditLog.record('session.failed', user?.id ?? null, origin, trx, { email })
    })
  }
}
