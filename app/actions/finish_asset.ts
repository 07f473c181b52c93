import db from '@adonisjs/lucid/services/db'
import type Job from '#models/job'
import type Asset from '#models/asset'
import type { Proof } from '#models/asset'
import Deletion from '#models/deletion'
import Variant from '#models/variant'
import type { StoredVariant } from '#actions/render_variants'

/**
 * Publishes a processed asset: the row becomes `ready` with all that was proved, its variants
 * appear and the job is completed, in one transaction. Where the asset was deleted meanwhile the
 * deletion wins, and what this run wrote goes too.
 */
export class FinishAsset {
  async handle(input: { job: Job; asset: Asset; proof: Proof; variants: StoredVariant[] }) {
    const { job, asset, proof, variants } = input
    await db.transaction(async (trx) => {
      const owned = await job.markCompleted(trx)
      if (owned && (await asset.markReady(proof, trx))) {
        await Variant.query({ client: trx }).where('asset_id', asset.id).delete()
        const rows = variants.map((variant) => ({ ...variant, assetId: asset.id }))
        await Variant.createMany(rows, { client: trx })
        return
      }
      const exists = await trx.from('assets').where('id', asset.id).select('id').first()
      if (!exists) await Deletion.ofAsset(asset, trx)
    })
  }
}
