import store from '#app/storage/main'
import { writeRecord } from '#app/assets/record'
import { FinishAsset } from '#app/processing/actions/finish_asset'
import { GiveUpAsset } from '#app/processing/actions/give_up_asset'
import { fetchOriginal } from '#app/processing/actions/fetch_original'
import { playbackPlan } from '#app/processing/actions/playback_plan'
import { joinParts } from '#app/uploads/actions/join_parts'
import { restoreReleased } from '#app/uploads/actions/restore_released'
import { renderVariants } from '#app/processing/actions/render_variants'
import { scanOriginal } from '#app/processing/actions/scan_original'
import { checkpoint } from '#app/observability/tracing/checkpoints'
import { traced } from '#app/observability/tracing/work'
import { firstRecipes } from '#config/media'
import type { Work } from '#app/processing/work'

/**
 * Verifies the original, reads its facts, makes the thumbnail and publishes the asset as `ready`.
 * Its other variants follow by a job of their own, so that nobody waits for them.
 */
export const processAsset: Work = {
  status: 'processing',

  async run(job, asset, signal) {
    checkpoint('process.begun', asset.id)
    const place = asset.releasedAt ? restoreReleased : joinParts
    if (!asset.etag) await traced({ name: 'asset.join' }, () => place(asset))
    await traced({ name: 'asset.scan' }, () => scanOriginal(asset, signal))
    await using original = await traced({ name: 'asset.download' }, () =>
      fetchOriginal(asset, signal)
    )
    checkpoint('process.fetched', asset.id)
    // What has failed or stopped a program once is read in one of its own from then on, where it
    // cannot do harm, and what it computes counts in place of the clock.
    const alone = job.attempts > 1
    const [{ inspection, variants }] = await Promise.all([
      traced({ name: 'asset.render' }, () =>
        renderVariants(original, { alone, signal, recipes: firstRecipes })
      ),
      writeRecord(store, asset, original.sha256),
    ])
    checkpoint('process.rendered', asset.id)
    const needsPlayback =
      inspection.kind === 'video' &&
      (await playbackPlan(original.path, inspection.contentType)) !== null
    const proof = { ...inspection, sha256: original.sha256, crc32: original.crc32 }
    // A failure of what is not awaited here would have no handler while the original is removed.
    return await traced({ name: 'asset.write' }, () =>
      new FinishAsset().handle({ job, asset, proof, variants, needsPlayback })
    )
  },

  giveUp: (job, asset, reason) => new GiveUpAsset().handle({ job, asset, reason }),
}
