import { DateTime } from 'luxon'
import { compose } from '@adonisjs/core/helpers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { InvitationSchema } from '#database/schema'
import { Identified } from '#app/persistence/identified'
import type { Role } from '#app/accounts/models/user'
import { digestOf, makeToken } from '#app/accounts/auth/token'

export interface InvitationTerms {
  /** Only somebody with this email may use it; null for anybody. */
  email: string | null
  role: Role
  quotaBytes: number | null
}

/** Permission to create one account. The row exists while the invitation is open. */
export default class Invitation extends compose(InvitationSchema, Identified) {
  declare role: Role

  /** Creates an invitation; `token` is shown here only. `expiresIn` is in seconds. */
  static async open(
    {
      createdBy,
      expiresIn,
      ...terms
    }: InvitationTerms & { createdBy: string | null; expiresIn: number },
    trx: TransactionClientContract
  ) {
    const { value: token, hash } = makeToken('mi_invite')
    const expiresAt = DateTime.utc().plus({ seconds: expiresIn })
    const values = { ...terms, hash, createdBy, expiresAt }
    return { invitation: await Invitation.create(values, { client: trx }), token }
  }

  static valid(client?: TransactionClientContract) {
    return Invitation.query({ client }).whereRaw('expires_at > now()')
  }

  /** The open invitations that this token and this email may use: one or none. */
  static usableBy(token: string, email: string, client?: TransactionClientContract) {
    return Invitation.valid(client)
      .where('hash', digestOf(token))
      .where((query) => query.whereNull('email').orWhere('email', email))
  }

  /** Uses the invitation up. Of several at once one gets its terms, the others null. */
  static async redeem(token: string, email: string, trx: TransactionClientContract) {
    const [row] = await Invitation.usableBy(token, email, trx)
      .delete()
      .returning(['role', 'quota_bytes', 'id'])
    if (!row) return null
    return { role: row.role as Role, quotaBytes: toNumber(row.quota_bytes), id: row.id as string }
  }
}

/** PostgreSQL returns a bigint as a string. */
function toNumber(value: string | number | null) {
  return value === null ? null : Number(value)
}
