import db from '@adonisjs/lucid/services/db'
import type Asset from '#app/assets/models/asset'
import Deletion from '#app/assets/models/deletion'
import { announce } from '#app/persistence/announcements/announce'
import { releaseUsage } from '#app/accounts/models/usage'
import { uploadGraceSeconds } from '#config/sweep'

/**
 * Cleans away a pending asset whose url has long expired, by the clock of the database. False
 * where it has not, or where the asset has moved on.
 */
export class ExpireUpload {
  handle({ asset }: { asset: Asset }) {
    return db.transaction(async (trx) => {
      const gone = await trx
        .from('assets')
        .where({ id: asset.id, status: 'pending' })
        .whereRaw(`upload_expires_at < now() - ? * interval '1 second'`, [uploadGraceSeconds])
        .delete()
      if (Number(gone) !== 1) return false
      announce(asset.userId, trx)
      await Deletion.ofAsset(asset, trx)
      await releaseUsage(asset.userId, { bytes: asset.size, assets: 1 }, trx)
      return true
    })
  }
}
