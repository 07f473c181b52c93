import db from '@adonisjs/lucid/services/db'
import type Asset from '#app/assets/models/asset'
import AuditLog, { type Origin } from '#app/audit/models/audit_log'
import Deletion from '#app/assets/models/deletion'
import { announce } from '#app/persistence/announcements/announce'
import { releaseUsage } from '#app/accounts/models/usage'
import { reached } from '#app/observability/tracing/checkpoints'

/**
 * Removes the asset from every answer at once, and leaves word that its objects must go. The sweep
 * does that a moment later, and again until nobody can write there any more.
 */
export class DeleteAsset {
  async handle({ asset, origin }: { asset: Asset; origin: Origin }) {
    await db.transaction(async (trx) => {
      const [gone] = await trx.from('assets').where('id', asset.id).delete().returning(['status'])
      if (!gone) return
      announce(asset.userId, trx)
      await Deletion.ofAsset(asset.merge(gone), trx)
      const bytes = asset.status === 'rejected' ? 0 : asset.size
      await releaseUsage(asset.userId, { bytes, assets: 1 }, trx)
      await AuditLog.record('asset.deleted', asset.id, origin, trx, { filename: asset.filename })
      reached('delete.written', asset.id)
    })
    reached('delete.committed', asset.id)
  }
}
