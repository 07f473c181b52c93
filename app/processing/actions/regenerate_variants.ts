import db from '@adonisjs/lucid/services/db'
import store from '#app/storage/main'
import type Asset from '#app/assets/models/asset'
import type { Variant } from '#app/assets/models/variant'
import { fetchOriginal } from '#app/processing/actions/fetch_original'
import { renderVariants } from '#app/processing/actions/render_variants'
import { unlessHeld } from '#app/persistence/removals'
import { recipeDigest } from '#app/media/image/variants'
import type { Inspection, Recipe } from '#app/media/media'

/**
 * Makes those variants of a ready asset again that are not as their recipe is now. The old ones are served until the new ones are stored, and
 * their objects go last: what a crash or a backup leaves there, the sweep of orphans removes.
 */
export class RegenerateVariants {
  async handle({ asset, recipes }: { asset: Asset; recipes: Recipe[] }) {
    const signal = new AbortController().signal
    await using original = await fetchOriginal(asset, signal)
    const outdated = recipes.filter((recipe) => !hasCurrent(asset, recipe))
    const { inspection, variants } = await renderVariants(original, { signal, recipes: outdated })
    const unused = await this.#replace(asset, variants, inspection)
    if (unused.length > 0) await unlessHeld(() => store.delete(unused))
  }

  /** Returns the keys of what was replaced. An asset that is gone meanwhile has its own sweep. */
  #replace(asset: Asset, variants: Variant[], inspection: Inspection) {
    return db.transaction(async (trx) => {
      const unused = await asset.useTransaction(trx).addVariants(variants, trx)
      const { width, height, meta, placeholder } = inspection
      // A file that had no picture so far may say more now than was known of it.
      const isFirst = unused && !asset.placeholder && placeholder
      if (isFirst) await asset.merge({ width, height, meta, placeholder }).save()
      return unused ?? []
    })
  }
}

function hasCurrent({ variants }: Asset, recipe: Recipe) {
  const digest = recipeDigest(recipe)
  return variants.some((variant) => variant.name === recipe.name && variant.recipe === digest)
}
