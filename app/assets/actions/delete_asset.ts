import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type Asset from '#app/assets/models/asset'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import Deletion from '#app/assets/models/deletion'
import { announce } from '#app/persistence/announcements/announce'
import Grant from '#app/accounts/keys/models/grant'
import { releaseUsage } from '#app/accounts/models/usage'
import { checkpoint } from '#app/observability/tracing/checkpoints'

// A job cannot begin meanwhile: its row goes with the asset's.
const DELETE = `
  with at_work as (
    select exists (
      select from jobs where asset_id = :id and state in ('queued', 'active')
    ) as is_at_work
  )
  delete from assets using at_work
  where assets.id = :id and (trashed_at is not null or not :onlyTrashed::boolean)
  returning status, is_at_work, sha_256 is not null as is_verified
`

interface Erasure {
  asset: Asset
  origin: RequestContext
  /** Leave it if it has been restored meanwhile. */
  onlyTrashed?: boolean
  /** By the grant that it was sent with, which may send another in its stead. */
  isWithdrawn?: boolean
}

/**
 * Removes the asset from every answer at once and schedules its objects for removal. The sweep
 * removes them a moment later, which gives the room back, and again until nothing can write there
 * any more.
 */
export class DeleteAsset {
  async handle({ asset, origin, onlyTrashed = false, isWithdrawn = false }: Erasure) {
    await db.transaction(async (trx) => {
      const { rows } = await trx.rawQuery(DELETE, { id: asset.id, onlyTrashed })
      const [gone] = rows
      if (!gone) return
      announce(asset.userId, trx)
      asset.merge({ status: gone.status })
      const heldBytes = asset.status === 'rejected' ? 0 : asset.size
      await Deletion.ofAsset(asset, trx, { isAtWork: gone.is_at_work, heldBytes })
      const holdsPlace = isWithdrawn && asset.status !== 'rejected'
      if (holdsPlace || asset.status === 'pending') await Grant.release(asset, trx)
      await releaseUsage(asset.userId, { bytes: 0, assets: 1 }, trx)
      if (gone.is_verified) await this.#record(asset, origin, trx)
      checkpoint('delete.written', asset.id)
    })
    checkpoint('delete.committed', asset.id)
  }

  // What was never verified is no loss, and its entries could be written without end.
  #record({ id, userId, filename }: Asset, origin: RequestContext, trx: TransactionClientContract) {
    return AuditLog.record('asset.deleted', id, origin, trx, { filename }, userId)
  }
}
