import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import db from '@adonisjs/lucid/services/db'
import User from '#app/accounts/models/user'
import Session from '#app/accounts/sessions/models/session'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import { verifyPassword } from '#app/accounts/auth/passwords'
import { SignInAttempts } from '#app/accounts/sessions/sign_in_attempts'
import { useCode } from '#app/accounts/factors/second_factor'
import { verifyPasskey } from '#app/accounts/factors/passkeys'
import { InvalidCredentials } from '#app/accounts/sessions/errors'
import { InvalidPasskey } from '#app/accounts/factors/errors'

interface Confirmation {
  userId: string
  sessionId: string
  password?: string
  code?: string
  passkey?: unknown
}

/**
 * Confirms that the user of a session is present, which counts for ten minutes. Throws
 * `InvalidCredentials`, `InvalidCode` or `InvalidPasskey`, and `E_TOO_MANY_REQUESTS` after too many
 * guesses by this session.
 */
export class ConfirmSession {
  async handle({ userId, sessionId, ...proof }: Confirmation, origin: RequestContext) {
    const { password, code, passkey } = proof
    const attempts = SignInAttempts.ofDevice(sessionId)
    const user = await User.findOrFail(userId)
    if (password !== undefined) await this.#verify(password, { user, sessionId, attempts }, origin)
    if (code !== undefined) await useCode({ user, code, attempts }, origin)
    if (passkey !== undefined) {
      const verified = await verifyPasskey(passkey as AuthenticationResponseJSON)
      if (verified.userId !== userId) throw new InvalidPasskey()
    }
    await Session.confirm(sessionId, {
      hasSecondFactor: code !== undefined || passkey !== undefined,
    })
  }

  async #verify(
    password: string,
    { user, sessionId, attempts }: { user: User; sessionId: string; attempts: SignInAttempts },
    origin: RequestContext
  ) {
    await attempts.admit()
    const turn = { lane: user.id, isKnown: true }
    const beforehand = () => attempts.check()
    if (!(await verifyPassword(password, user.password, { beforehand, turn }))) {
      await this.#recordFailure(sessionId, origin)
      await attempts.countFailure()
      throw new InvalidCredentials()
    }
    await attempts.countSuccess()
  }

  #recordFailure(sessionId: string, origin: RequestContext) {
    return db.transaction((trx) => {
      return AuditLog.record('session.confirmation_failed', sessionId, origin, trx)
    })
  }
}
