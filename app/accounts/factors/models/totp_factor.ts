import { DateTime } from 'luxon'
import { Secret, TOTP } from 'otpauth'
import db from '@adonisjs/lucid/services/db'
import encryption from '@adonisjs/core/services/encryption'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { TotpFactorSchema } from '#database/schema'
import { issuer } from '#config/factors'

/** The authenticator of RFC 4226 that apps understand: SHA-1, six digits, thirty seconds. */
const PERIOD_SECONDS = 30

/** How many steps a clock may be wrong, either way. */
const WINDOW = 1

/**
 * The app that makes a user's codes. It is proposed first, and on from the first right code; each
 * code works once.
 */
export default class TotpFactor extends TotpFactorSchema {
  /** Proposes a new secret. Null if a factor is on already. */
  static async propose(user: { id: string; email: string }) {
    const secret = new Secret({ size: 20 })
    const { rows } = await db.rawQuery(
      `insert into totp_factors (user_id, secret) values (:userId, :secret)
       on conflict (user_id) do update set secret = excluded.secret, last_step = 0
       where totp_factors.confirmed_at is null
       returning user_id`,
      { userId: user.id, secret: encryption.encrypt(secret.base32) }
    )
    if (rows.length === 0) return null
    return { secret: secret.base32, uri: totpOf(secret.base32, user.email).toString() }
  }

  static isOn(userId: string) {
    return TotpFactor.query().where({ userId }).whereNotNull('confirmed_at').first()
  }

  /** As `isOn`; the factor stays on until the transaction ends. */
  static lockOn(userId: string, trx: TransactionClientContract) {
    return TotpFactor.query({ client: trx })
      .where({ userId })
      .whereNotNull('confirmed_at')
      .forUpdate()
      .first()
  }

  /** Turns the proposed factor on by its first code. False if that is wrong or it is on already. */
  static async confirm(userId: string, code: string, trx: TransactionClientContract) {
    const proposed = await TotpFactor.query({ client: trx })
      .where({ userId })
      .whereNull('confirmed_at')
      .first()
    const step = proposed?.stepOf(code)
    if (!step) return false
    const confirmed = await TotpFactor.query({ client: trx })
      .where({ userId })
      .whereNull('confirmed_at')
      .update({ confirmedAt: DateTime.utc(), lastStep: step })
    return Number(confirmed) === 1
  }

  /** Uses a code up. False if it is wrong or was used: of several at once one wins. */
  async use(code: string) {
    const step = this.stepOf(code)
    if (!step) return false
    const used = await TotpFactor.query()
      .where('user_id', this.userId)
      .where('last_step', '<', step)
      .update({ lastStep: step })
    return Number(used) === 1
  }

  /** Turns the factor off. False if there was none. */
  static async turnOff(userId: string, trx: TransactionClientContract) {
    const deleted = await TotpFactor.query({ client: trx }).where({ userId }).delete()
    return Number(deleted) > 0
  }

  /** The time step that the code belongs to, if that is now or next to it. */
  private stepOf(code: string) {
    const secret = encryption.decrypt<string>(this.secret)
    const delta = secret && totpOf(secret).validate({ token: code, window: WINDOW })
    if (typeof delta !== 'number') return undefined
    return Math.floor(Date.now() / 1_000 / PERIOD_SECONDS) + delta
  }
}

function totpOf(secret: string, label = '') {
  return new TOTP({ issuer, label, secret, algorithm: 'SHA1', digits: 6, period: PERIOD_SECONDS })
}
