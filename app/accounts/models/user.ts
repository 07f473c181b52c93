import { DateTime } from 'luxon'
import { compose } from '@adonisjs/core/helpers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { UserSchema } from '#database/schema'
import { Identified } from '#app/persistence/identified'
import { pageOf } from '#app/persistence/paged'

export const roles = ['USER', 'ADMIN'] as const

export type Role = (typeof roles)[number]

export default class User extends compose(UserSchema, Identified) {
  declare role: Role

  /** The one spelling under which an email is kept, compared and looked up. */
  static normalizeEmail(email: string) {
    return email.normalize('NFKC').trim().toLowerCase()
  }

  /** A page of accounts, newest first; with `email`, those whose address holds that text. */
  static search({ email, ...page }: { limit: number; cursor?: string; email?: string }) {
    const query = User.query()
    if (email) {
      const text = User.normalizeEmail(email).replace(/[\\%_]/g, '\\$&')
      query.whereLike('email', `%${text}%`)
    }
    return pageOf(query, page)
  }

  get isAdmin() {
    return this.role === 'ADMIN'
  }

  /** As `isActive` of `#app/accounts/models/active` says in SQL. */
  get isActive() {
    return !this.disabledAt && !this.eraseAt
  }

  /** Puts one hash in the place of another. False where the other was replaced meanwhile. */
  async replacePassword(former: string, password: string, trx?: TransactionClientContract) {
    const replaced = await User.query({ client: trx })
      .where({ id: this.id, password: former })
      .update({ password, updatedAt: DateTime.utc() })
    if (Number(replaced) !== 1) return false
    this.password = password
    this.$hydrateOriginals()
    return true
  }

  /**
   * Whether the password is still the one that this row was read with. Nobody changes it before
   * the transaction ends.
   */
  async holdPassword(trx: TransactionClientContract) {
    const same = { id: this.id, password: this.password }
    return Boolean(await User.query({ client: trx }).where(same).forShare().first())
  }
}
