import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import User, { type Role } from '#app/accounts/models/user'
import Session from '#app/accounts/sessions/models/session'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import { findForUpdate, type AccountKey } from '#app/accounts/find_account'
import { TurnOffTotp } from '#app/accounts/factors/actions/turn_off_totp'
import { announce } from '#app/persistence/announcements/announce'
import { LastAdministrator } from '#app/accounts/errors'

/** What is left out stays as it is; a quota of null goes back to the default. */
export interface UserChanges {
  role?: Role
  quotaBytes?: number | null
  quotaAssets?: number | null
  disabled?: boolean
  /** Turns codes as a second factor off, for a user who lost them. */
  totp?: false
}

/**
 * Changes what an administrator may change of an account. A new role counts from the next request;
 * disabling ends all sessions at once, on every node. Throws `LastAdministrator` if nobody would be
 * left who may undo it, and `UnknownAccount` or `NotFound`.
 */
export class UpdateUser {
  async handle(key: AccountKey, changes: UserChanges, origin: RequestContext) {
    return db.transaction(async (trx) => {
      const administrators = await User.lockAdministrators(trx)
      const user = await findForUpdate(key, trx)
      const losesAccess = changes.disabled === true || changes.role === 'USER'
      const isLast = administrators.length === 1 && administrators[0].id === user.id
      if (losesAccess && isLast) throw new LastAdministrator()

      await this.#changeRole(user, changes, origin, trx)
      await this.#changeQuota(user, changes, origin, trx)
      await this.#changeAccess(user, changes, origin, trx)
      if (changes.totp === false) await new TurnOffTotp().handle(user.id, origin, trx)
      return user
    })
  }

  async #changeRole(
    user: User,
    { role }: UserChanges,
    origin: RequestContext,
    trx: TransactionClientContract
  ) {
    const { role: former } = user
    if (role === undefined || role === former) return
    await user.merge({ role }).save()
    // Streams that were opened with the former role end.
    announce(user.id, trx)
    await AuditLog.record('user.role_changed', user.id, origin, trx, { from: former, to: role })
  }

  async #changeQuota(
    user: User,
    { quotaBytes = user.quotaBytes, quotaAssets = user.quotaAssets }: UserChanges,
    origin: RequestContext,
    trx: TransactionClientContract
  ) {
    user.merge({ quotaBytes, quotaAssets })
    if (!user.$isDirty) return
    await user.save()
    await AuditLog.record('user.quota_changed', user.id, origin, trx, { quotaBytes, quotaAssets })
  }

  async #changeAccess(
    user: User,
    { disabled }: UserChanges,
    origin: RequestContext,
    trx: TransactionClientContract
  ) {
    if (disabled === undefined || disabled === Boolean(user.disabledAt)) return
    await user.merge({ disabledAt: disabled ? DateTime.utc() : null }).save()
    const sessionsRevoked = disabled ? await Session.revokeAll(user.id, trx) : 0
    const action = disabled ? 'user.disabled' : 'user.enabled'
    await AuditLog.record(action, user.id, origin, trx, { sessionsRevoked })
  }
}
