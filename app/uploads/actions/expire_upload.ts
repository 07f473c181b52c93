import db from '@adonisjs/lucid/services/db'
import type Asset from '#app/assets/models/asset'
import Deletion from '#app/assets/models/deletion'
import { announce } from '#app/persistence/announcements/announce'
import { CLOCK_IS_TRUSTED } from '#app/persistence/clock_guard'
import Grant from '#app/accounts/keys/models/grant'
import { releaseUsage } from '#app/accounts/models/usage'
import { uploadGraceSeconds } from '#config/sweep'

/**
 * Deletes a pending asset whose URL has long expired by the database's clock. False if it has
 * not, if the clock is not trusted, or if the asset has moved on.
 */
export class ExpireUpload {
  handle({ asset }: { asset: Asset }) {
    return db.transaction(async (trx) => {
      const gone = await trx
        .from('assets')
        .where({ id: asset.id, status: 'pending' })
        .whereRaw(`upload_expires_at < now() - ? * interval '1 second'`, [uploadGraceSeconds])
        .whereRaw(CLOCK_IS_TRUSTED)
        .delete()
      if (Number(gone) !== 1) return false
      announce(asset.userId, trx)
      await Deletion.ofAsset(asset, trx)
      await Grant.release(asset, trx)
      await releaseUsage(asset.userId, { bytes: asset.size, assets: 1 }, trx)
      return true
    })
  }
}
