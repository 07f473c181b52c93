import { DateTime } from 'luxon'
import { compose } from '@adonisjs/core/helpers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { UserSchema } from '#database/schema'
import { Identified } from '#models/mixins/identified'

export const roles = ['USER', 'ADMIN'] as const

export type Role = (typeof roles)[number]

export default class User extends compose(UserSchema, Identified) {
  declare role: Role

  /** The one spelling under which an email is kept, compared and looked up. */
  static normalizeEmail(email: string) {
    return email.normalize('NFC').trim().toLowerCase()
  }

  get isAdmin() {
    return this.role === 'ADMIN'
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
