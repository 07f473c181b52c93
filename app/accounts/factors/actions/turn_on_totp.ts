import db from '@adonisjs/lucid/services/db'
import Session from '#app/accounts/sessions/models/session'
import TotpFactor from '#app/accounts/factors/models/totp_factor'
import RecoveryCode from '#app/accounts/factors/models/recovery_code'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import { SignInAttempts } from '#app/accounts/sessions/sign_in_attempts'
import { InvalidCode } from '#app/accounts/factors/errors'

/**
 * Turns the proposed factor on by its first code, and returns the recovery codes. Throws
 * `InvalidCode`, and `E_TOO_MANY_REQUESTS` after too many guesses by this session.
 */
export class TurnOnTotp {
  async handle(
    { userId, sessionId, code }: { userId: string; sessionId: string; code: string },
    origin: RequestContext
  ) {
    const attempts = SignInAttempts.ofDevice(sessionId)
    await attempts.admit()
    const codes = await db.transaction(async (trx) => {
      if (!(await TotpFactor.confirm(userId, code, trx))) return null
      await Session.confirm(sessionId, { hasSecondFactor: true }, trx)
      await AuditLog.record('factor.totp_enabled', userId, origin, trx)
      return RecoveryCode.renew(userId, trx)
    })
    if (codes) return codes
    await attempts.countFailure()
    throw new InvalidCode()
  }
}
