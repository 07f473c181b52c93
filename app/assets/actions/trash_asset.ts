import db from '@adonisjs/lucid/services/db'
import type Asset from '#app/assets/models/asset'
import { TRASHED_STATUSES } from '#app/assets/models/mixins/trashable'
import { DeleteAsset } from '#app/assets/actions/delete_asset'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import { trashDays } from '#config/uploads'

/**
 * Deletes an asset as its owner means it: one that holds a file goes to the trash, from where it
 * can be restored for `TRASH_DAYS`; any other is erased. Without a trash all are.
 */
export class TrashAsset {
  async handle({ asset, origin }: { asset: Asset; origin: RequestContext }) {
    const { id, userId, filename, status } = asset
    if (trashDays === 0 || !TRASHED_STATUSES.includes(status)) {
      return new DeleteAsset().handle({ asset, origin })
    }
    await db.transaction(async (trx) => {
      if (!(await asset.trash(trx))) return
      await AuditLog.record('asset.deleted', id, origin, trx, { filename, trashed: true }, userId)
    })
  }
}
