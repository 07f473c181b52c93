import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import store from '#app/storage/main'
import Asset from '#app/assets/models/asset'
import Variant from '#app/assets/models/variant'
import { fetchOriginal } from '#app/processing/actions/fetch_original'
import { renderVariants, type StoredVariant } from '#app/processing/actions/render_variants'
import { unlessHeld } from '#app/persistence/removals'
import type { Inspection, Recipe } from '#app/media/media'

/**
 * Makes variants of a ready asset anew. The old ones are served until the new ones are stored, and
 * their objects go last: what a crash or a backup leaves there, the sweep of orphans removes.
 */
export class RegenerateVariants {
  async handle({ asset, recipes }: { asset: Asset; recipes: Recipe[] }) {
    const signal = new AbortController().signal
    await using original = await fetchOriginal(asset, signal)
    const { inspection, variants } = await renderVariants(original, { signal, recipes })
    const oldKeys = await this.#replace(asset, variants, inspection)
    const newKeys = variants.map(({ objectKey }) => objectKey)
    const unused = oldKeys.filter((key) => !newKeys.includes(key))
    if (unused.length > 0) await unlessHeld(() => store.delete(unused))
  }

  /** Gives the keys of what was replaced. An asset that is gone meanwhile has its own sweep. */
  #replace(asset: Asset, variants: StoredVariant[], inspection: Inspection) {
    return db.transaction(async (trx) => {
      if (!(await Asset.lock(asset.id, trx))) return []
      const names = variants.map(({ name }) => name)
      const old = Variant.query({ client: trx }).where('asset_id', asset.id).whereIn('name', names)
      const replaced = await old.clone()
      await old.delete()
      const rows = variants.map((variant) => ({ ...variant, assetId: asset.id }))
      await Variant.createMany(rows, { client: trx })
      if (!asset.placeholder) await this.#tell(asset, inspection, trx)
      return replaced.map(({ objectKey }) => objectKey)
    })
  }

  /** What was read of a file that had no picture so far may tell more than was known of it. */
  async #tell(asset: Asset, { width, height, meta, placeholder }: Inspection, trx: Transaction) {
    if (placeholder)
      await asset.useTransaction(trx).merge({ width, height, meta, placeholder }).save()
  }
}
