import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import User from '#app/accounts/models/user'
import Asset from '#app/assets/models/asset'
import AuditLog from '#app/audit/models/audit_log'
import { eraseDetails } from '#app/audit/actions/erase_details'
import { DeleteAsset } from '#app/assets/actions/delete_asset'
import { describeFailure } from '#app/observability/logging/failure'
import { isClockTrusted } from '#app/persistence/clock_guard'

const NOBODY = { actorId: null }

/** Rows that name a person by email, or that no foreign key removes with the account. */
const LOOSE_ROWS = [
  'delete from asset_events where user_id = :id',
  // The objects go by their names; the room that they hold is nobody's any more.
  'update deletions set user_id = null where user_id = :id',
  'delete from mails where recipient = :email',
  'delete from reset_requests where email = :email',
  'delete from invitations where email = :email',
]

/**
 * Erases accounts whose time has come: first the personal text of the audit log, then the assets in
 * batches, whose objects the sweep of deletions removes, then the account with everything that
 * hangs on it. Each step looks at the rows that are left, so that a process that dies anywhere is
 * continued by the next round. Returns how many rows it worked on.
 */
export class EraseAccounts {
  async handle({ limit }: { limit: number }) {
    if (!(await isClockTrusted())) return 0
    await this.#start(limit)
    const users = await User.query().whereNotNull('erasing_at').orderBy('erasing_at').limit(10)
    let handled = 0
    for (const user of users) handled += await this.#attempt(user, limit)
    return Math.min(handled, limit)
  }

  /** From here on the account cannot be restored. What it held is noted for the receipt. */
  #start(limit: number) {
    return db.transaction(async (trx) => {
      for (const user of await User.startErasures(limit, trx)) {
        const { id, usedAssets: assets, usedBytes: bytes } = user
        await AuditLog.record('user.erasure_started', id, NOBODY, trx, { assets, bytes })
      }
    })
  }

  // One account that fails keeps no other from being erased, and is tried again.
  async #attempt(user: User, limit: number) {
    try {
      return await this.#erase(user, limit)
    } catch (error) {
      logger.warn({ user: user.id, reason: describeFailure(error) }, 'an account was not erased')
      return 0
    }
  }

  async #erase(user: User, limit: number) {
    const assets = await Asset.query().where({ userId: user.id }).limit(limit)
    for (const asset of assets) await new DeleteAsset().handle({ asset, origin: NOBODY })
    if (assets.length === limit) return limit
    await eraseDetails({ userId: user.id, email: user.email })
    await db.transaction((trx) => this.#removeAccount(user, trx))
    return assets.length + 1
  }

  async #removeAccount({ id, email }: User, trx: TransactionClientContract) {
    for (const statement of LOOSE_ROWS) await trx.rawQuery(statement, { id, email })
    const removed = await User.query({ client: trx }).where({ id }).delete()
    if (Number(removed[0]) === 1) await AuditLog.record('user.erased', id, NOBODY, trx)
  }
}
