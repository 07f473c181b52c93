import { DateTime } from 'luxon'
import { compose } from '@adonisjs/core/helpers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { ChallengeSchema } from '#database/schema'
import { Identified } from '#app/persistence/identified'
import { digestOf, makeToken } from '#app/accounts/auth/token'

export type ChallengeKind = 'second_factor' | 'passkey_new' | 'passkey_login' | 'oidc'

/** Five minutes and five tries, as the contract says. */
const LIFETIME = { minutes: 5 }
const MAX_TRIES = 5

/** What a sign-in, or a new factor, that is not complete waits for. Only its digest is kept. */
export default class Challenge extends compose(ChallengeSchema, Identified) {
  declare kind: ChallengeKind

  /** Issues a challenge and returns its value, which is shown here only. */
  static async issue(
    values: { kind: ChallengeKind; userId?: string; data?: object },
    value = makeToken('mi_challenge').value
  ) {
    const expiresAt = DateTime.utc().plus(LIFETIME)
    await Challenge.create({ data: {}, ...values, hash: digestOf(value), expiresAt })
    return value
  }

  /** Counts a try. Null if the challenge is unknown, expired, used, or has none left. */
  static async try(kind: ChallengeKind, value: string) {
    const own = { kind, hash: digestOf(value) }
    const tried = await Challenge.query()
      .where(own)
      .where('tries', '<', MAX_TRIES)
      .whereRaw('expires_at > now()')
      .increment('tries', 1)
    return Number(tried) === 1 ? Challenge.findBy(own) : null
  }

  /** Uses the challenge up. Null if it is unknown, expired or used: of several at once one wins. */
  static async redeem(kind: ChallengeKind, value: string) {
    const [row] = await Challenge.query()
      .where({ kind, hash: digestOf(value) })
      .whereRaw('expires_at > now()')
      .delete()
      .returning(['user_id', 'data'])
    return row ? { userId: row.user_id as string | null, data: row.data } : null
  }

  static async revokeAll(userId: string, trx: TransactionClientContract) {
    await Challenge.query({ client: trx }).where({ userId }).delete()
  }
}
