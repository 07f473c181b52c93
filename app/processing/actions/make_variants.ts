import { fetchOriginal } from '#app/processing/actions/fetch_original'
import { publishVariant } from '#app/processing/actions/publish_variant'
import { renderVariants } from '#app/processing/actions/render_variants'
import { checkpoint } from '#app/observability/tracing/checkpoints'
import { traced } from '#app/observability/tracing/work'
import { furtherRecipes } from '#config/media'
import type { Work } from '#app/processing/work'

/**
 * Makes the variants of a ready asset beyond its thumbnail, and publishes each once it is stored.
 * If one cannot be made, the asset stays ready without it.
 */
export const makeVariants: Work = {
  status: 'ready',

  async run(job, asset, signal) {
    checkpoint('variants.begun', asset.id)
    await using original = await traced({ name: 'asset.download' }, () =>
      fetchOriginal(asset, signal)
    )
    checkpoint('variants.fetched', asset.id)
    let isOwner = true
    await traced({ name: 'asset.render' }, () =>
      renderVariants(original, {
        alone: job.attempts > 1,
        signal,
        recipes: furtherRecipes,
        onStored: async (variant) => {
          isOwner &&= await publishVariant({ job, asset, variant })
        },
      })
    )
    return isOwner && (await job.markCompleted())
  },

  giveUp: (job, _, reason) => job.markFailed(reason),
}
