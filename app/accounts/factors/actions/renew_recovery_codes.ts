import db from '@adonisjs/lucid/services/db'
import TotpFactor from '#app/accounts/factors/models/totp_factor'
import RecoveryCode from '#app/accounts/factors/models/recovery_code'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import { TotpNotOn } from '#app/accounts/factors/errors'

/** Replaces the recovery codes of a user, and returns the new ones. Throws `TotpNotOn`. */
export class RenewRecoveryCodes {
  async handle(userId: string, origin: RequestContext) {
    return db.transaction(async (trx) => {
      if (!(await TotpFactor.lockOn(userId, trx))) throw new TotpNotOn()
      await AuditLog.record('factor.recovery_codes_renewed', userId, origin, trx)
      return RecoveryCode.renew(userId, trx)
    })
  }
}
