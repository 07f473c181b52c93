import db from '@adonisjs/lucid/services/db'
import Asset, { type Proof } from '#models/asset'
import type Job from '#models/job'
import Variant from '#models/variant'
import type { StoredVariant } from '#actions/render_variants'
import { reached } from '#actions/steps'

/**
 * Publishes a processed asset: the row becomes `ready` with all that was proved, its variants
 * appear and the job is completed, in one transaction. False where this run had lost the job.
 */
export class FinishAsset {
  async handle(input: { job: Job; asset: Asset; proof: Proof; variants: StoredVariant[] }) {
    const { job, asset, proof, variants } = input
    const isOwner = await db.transaction(async (trx) => {
      await Asset.lock(asset.id, trx)
      if (!(await job.markCompleted(trx))) return false
      if (!(await asset.markReady(proof, trx))) return false
      await Variant.query({ client: trx }).where('asset_id', asset.id).delete()
      const rows = variants.map((variant) => ({ ...variant, assetId: asset.id }))
      await Variant.createMany(rows, { client: trx })
      reached('finish.written', asset.id)
      return true
    })
    reached('finish.committed', asset.id)
    return isOwner
  }
}
