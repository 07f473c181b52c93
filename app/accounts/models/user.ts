import { DateTime } from 'luxon'
import { compose } from '@adonisjs/core/helpers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { UserSchema } from '#database/schema'
import { Identified } from '#app/persistence/identified'
import { pageOf } from '#app/persistence/paged'
import { isActive } from '#app/accounts/models/active'

export const roles = ['USER', 'ADMIN'] as const

export type Role = (typeof roles)[number]

export default class User extends compose(UserSchema, Identified) {
  declare role: Role

  /** The one spelling under which an email is kept, compared and looked up. */
  static normalizeEmail(email: string) {
    return email.normalize('NFKC').trim().toLowerCase()
  }

  /** A page of accounts, newest first; with `q`, those whose email or name holds that text. */
  static search({ q, ...page }: { limit: number; cursor?: string; q?: string }) {
    const query = User.query()
    if (q) {
      const text = `%${User.normalizeEmail(q).replace(/[\\%_]/g, '\\$&')}%`
      query.where((either) => either.whereLike('email', text).orWhereILike('full_name', text))
    }
    return pageOf(query, page)
  }

  /**
   * Locks the active administrators, in one order, until the transaction ends: a caller that takes the
   * role, the access or the account of one must ask first who remains, and several may ask at once.
   */
  static lockAdministrators(trx: TransactionClientContract) {
    return User.query({ client: trx })
      .where({ role: 'ADMIN' })
      .whereRaw(isActive())
      .orderBy('id')
      .forUpdate()
  }

  get isAdmin() {
    return this.role === 'ADMIN'
  }

  /** As `isActive` of `#app/accounts/models/active` says in SQL. */
  get isActive() {
    return !this.disabledAt && !this.eraseAt
  }

  /**
   * Replaces the password's hash by that of one which the user has chosen. False if the
   * other was replaced meanwhile.
   */
  replacePassword(former: string, password: string, trx: TransactionClientContract) {
    return this.#exchange(former, { password, mustChangePassword: false }, trx)
  }

  /** The same for another hash of the same password. */
  rehashPassword(former: string, password: string) {
    return this.#exchange(former, { password })
  }

  async #exchange(
    former: string,
    values: { password: string; mustChangePassword?: boolean },
    client?: TransactionClientContract
  ) {
    const replaced = await User.query({ client })
      .where({ id: this.id, password: former })
      .update({ ...values, updatedAt: DateTime.utc() })
    if (Number(replaced) !== 1) return false
    Object.assign(this, values)
    this.$hydrateOriginals()
    return true
  }

  /**
   * Whether the account is active and has the password that this row was read with. Neither changes
   * before the transaction ends.
   */
  async holdActive(trx: TransactionClientContract) {
    const same = { id: this.id, password: this.password }
    const held = User.query({ client: trx }).where(same).whereRaw(isActive())
    return Boolean(await held.forShare().first())
  }

  /** Sets a password without asking for the former one. False if the account is not active. */
  static async resetPassword(id: string, password: string, trx: TransactionClientContract) {
    const values = { password, mustChangePassword: false, updatedAt: DateTime.utc() }
    const active = User.query({ client: trx }).where({ id }).whereRaw(isActive())
    return Number(await active.update(values)) === 1
  }

  /**
   * Schedules the erasure, `after` so many seconds. One that is scheduled already keeps its time.
   * Returns when the account is erased.
   */
  static async scheduleErasure(id: string, after: number, trx: TransactionClientContract) {
    const moment = trx.raw('coalesce(erase_at, now() + make_interval(secs => ?))', [after])
    const [row] = await User.query({ client: trx })
      .where({ id })
      .update({ eraseAt: moment })
      .returning('erase_at')
    return DateTime.fromJSDate(row.erase_at)
  }

  /** Cancels a scheduled erasure. False if it has started. */
  static async cancelErasure(id: string, trx: TransactionClientContract) {
    const scheduled = User.query({ client: trx }).where({ id }).whereNull('erasing_at')
    return Number(await scheduled.update({ eraseAt: null })) === 1
  }

  /** Starts the erasures whose time has come, by the database's clock: they cannot be cancelled. */
  static async startErasures(limit: number, trx: TransactionClientContract): Promise<User[]> {
    const due = User.query({ client: trx })
      .whereRaw('erase_at <= now() and erasing_at is null')
      .orderBy('erase_at')
      .limit(limit)
      .forUpdate()
      .skipLocked()
    const users = await due
    const ids = users.map(({ id }) => id)
    await User.query({ client: trx })
      .whereIn('id', ids)
      .update({ erasingAt: trx.raw('now()') })
    return users
  }
}
