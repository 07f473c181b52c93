import db from '@adonisjs/lucid/services/db'
import Asset, { type AssetError } from '#app/assets/models/asset'
import type Job from '#app/jobs/models/job'
import Deletion from '#app/assets/models/deletion'
import Grant from '#app/accounts/keys/models/grant'
import { checkpoint } from '#app/observability/tracing/checkpoints'

/**
 * Ends an asset whose content is at fault: the row keeps the reason for its owner, the objects go
 * and their bytes no longer count. False where the asset had moved on before.
 */
export class RejectAsset {
  async handle({ asset, error, job }: { asset: Asset; error: AssetError; job?: Job }) {
    const moved = await db.transaction(async (trx) => {
      await Asset.lock(asset.id, trx)
      if (job && !(await job.markCompleted(trx))) return false
      if (!(await asset.markRejected(error, trx))) return false
      await Deletion.ofAsset(asset, trx, { heldBytes: asset.size })
      await Grant.release(asset, trx)
      checkpoint('reject.written', asset.id)
      return true
    })
    checkpoint('reject.committed', asset.id)
    return moved
  }
}
