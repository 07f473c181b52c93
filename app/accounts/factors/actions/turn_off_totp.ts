import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import TotpFactor from '#app/accounts/factors/models/totp_factor'
import RecoveryCode from '#app/accounts/factors/models/recovery_code'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'

/** Turns codes off as a second factor, with the recovery codes. False if they were not on. */
export class TurnOffTotp {
  async handle(userId: string, origin: RequestContext, trx?: TransactionClientContract) {
    return trx
      ? this.#turnOff(userId, origin, trx)
      : db.transaction((own) => this.#turnOff(userId, origin, own))
  }

  async #turnOff(userId: string, origin: RequestContext, trx: TransactionClientContract) {
    if (!(await TotpFactor.turnOff(userId, trx))) return false
    await RecoveryCode.forget(userId, trx)
    await AuditLog.record('factor.totp_disabled', userId, origin, trx)
    return true
  }
}
