import db from '@adonisjs/lucid/services/db'
import User from '#app/accounts/models/user'
import Session from '#app/accounts/models/session'
import AuditLog, { type Origin } from '#app/audit/models/audit_log'
import { verifyPassword } from '#app/accounts/auth/passwords'
import { SignInAttempts } from '#app/accounts/sign_in_attempts'
import { InvalidCredentials } from '#app/accounts/errors'

interface Confirmation {
  userId: string
  sessionId: string
  password: string
}

/**
 * Confirms that the user of a session still sits before it, which counts for ten minutes. Throws
 * `InvalidCredentials`, and `E_TOO_MANY_REQUESTS` after too many guesses by this session.
 */
export class ConfirmSession {
  async handle({ userId, sessionId, password }: Confirmation, origin: Origin) {
    const attempts = SignInAttempts.ofDevice(sessionId)
    await attempts.admit()
    const user = await User.findOrFail(userId)
    const turn = { lane: userId, isKnown: true }
    const beforehand = () => attempts.check()
    if (!(await verifyPassword(password, user.password, { beforehand, turn }))) {
      await this.#recordFailure(sessionId, origin)
      await attempts.countFailure()
      throw new InvalidCredentials()
    }
    await attempts.countSuccess()
    await Session.confirm(sessionId)
  }

  #recordFailure(sessionId: string, origin: Origin) {
    return db.transaction((trx) => {
      return AuditLog.record('session.confirmation_failed', sessionId, origin, trx)
    })
  }
}
