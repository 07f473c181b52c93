import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import Asset, { type AssetError } from '#app/assets/models/asset'
import type Job from '#app/jobs/models/job'
import Deletion from '#app/assets/models/deletion'
import Grant from '#app/accounts/keys/models/grant'
import AuditLog from '#app/audit/models/audit_log'
import { Malware } from '#app/scanner/errors'
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
      if (error instanceof Malware) await this.#report(asset, error, trx)
      checkpoint('reject.written', asset.id)
      return true
    })
    checkpoint('reject.committed', asset.id)
    return moved
  }

  /** Administrators find it in the audit log, by the id with which they can release it. */
  #report({ id, userId, filename }: Asset, { signature }: Malware, trx: TransactionClientContract) {
    const found = { signature, filename }
    return AuditLog.record('asset.quarantined', id, { actorId: null }, trx, found, userId)
  }
}
