import { DateTime } from 'luxon'
import { compose } from '@adonisjs/core/helpers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { AccountTokenSchema } from '#database/schema'
import { Identified } from '#app/persistence/identified'
import { digestOf, makeToken } from '#app/accounts/auth/token'
import { isActive } from '#app/accounts/models/active'

/** What the holder of the token may do: set a new password, or verify an email. */
export type TokenPurpose = 'password' | 'email'

const prefixes = { password: 'mi_reset', email: 'mi_email' } as const

/** The permission to do one thing with one account. The row exists until it is used or expires. */
export default class AccountToken extends compose(AccountTokenSchema, Identified) {
  declare purpose: TokenPurpose

  /** Issues a token, which is shown here only. `expiresIn` is in seconds. */
  static async issue(
    values: { userId: string; purpose: TokenPurpose; email?: string; expiresIn: number },
    trx: TransactionClientContract
  ) {
    const { expiresIn, ...rest } = values
    const { value: token, hash } = makeToken(prefixes[values.purpose])
    const expiresAt = DateTime.utc().plus({ seconds: expiresIn })
    const { id } = await AccountToken.create({ ...rest, hash, expiresAt }, { client: trx })
    return { id, token, expiresAt }
  }

  /** The account that a valid token is for, as far as it matters before the token is used. */
  static async ownerOf(
    token: string,
    purpose: TokenPurpose
  ): Promise<{ id: string; email: string } | null> {
    return AccountToken.query()
      .join('users', 'users.id', 'account_tokens.user_id')
      .where({ hash: digestOf(token), purpose })
      .whereRaw(`expires_at > now() and ${isActive()}`)
      .select('users.id', 'users.email')
      .pojo<{ id: string; email: string }>()
      .first()
  }

  /** Uses the token up. Null if it is unknown, expired or used: of several at once one wins. */
  static async redeem(token: string, purpose: TokenPurpose, trx: TransactionClientContract) {
    const [row] = await AccountToken.query({ client: trx })
      .where({ hash: digestOf(token), purpose })
      .whereRaw('expires_at > now()')
      .delete()
      .returning(['user_id', 'email'])
    return row ? { userId: row.user_id as string, email: row.email as string | null } : null
  }

  static async revokeAll(userId: string, purpose: TokenPurpose, trx: TransactionClientContract) {
    await AccountToken.query({ client: trx }).where({ userId, purpose }).delete()
  }
}
