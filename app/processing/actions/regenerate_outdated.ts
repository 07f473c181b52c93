import type Asset from '#app/assets/models/asset'
import { findOutdated } from '#app/processing/actions/find_outdated'
import { RegenerateVariants } from '#app/processing/actions/regenerate_variants'
import { describeFailure } from '#app/observability/logging/failure'
import type { MediaKind, Recipe } from '#app/media/media'

const BATCH = 50

interface Regeneration {
  recipes: Recipe[]
  /** Kinds of which those without any variant are looked after, too. */
  shown: MediaKind[]
  /** Assets at a time. */
  concurrency: number
  /** Only count. */
  isDryRun?: boolean
  /** Called after each asset, with what went wrong where something did. */
  onAsset: (asset: Asset, reason?: string) => void
}

/**
 * Goes once through all assets that lack a variant by one of the recipes, in batches, and makes
 * those variants. One that fails keeps its old variants and no other from its turn.
 */
export class RegenerateOutdated {
  async handle({ recipes, shown, concurrency, isDryRun, onAsset }: Regeneration) {
    for await (const batch of batches(recipes, shown)) {
      const waiting = batch.values()
      const lane = async () => {
        for (const asset of waiting) {
          onAsset(asset, isDryRun ? undefined : await this.#regenerate(asset, recipes))
        }
      }
      await Promise.all(Array.from({ length: concurrency }, lane))
    }
  }

  async #regenerate(asset: Asset, recipes: Recipe[]) {
    try {
      await new RegenerateVariants().handle({ asset, recipes })
    } catch (error) {
      return describeFailure(error)
    }
  }
}

async function* batches(recipes: Recipe[], shown: MediaKind[]) {
  let last: Asset | undefined
  for (;;) {
    const batch = await findOutdated({ recipes, shown, startAfter: last?.id, limit: BATCH })
    if (batch.length === 0) return
    yield batch
    last = batch.at(-1)
  }
}
