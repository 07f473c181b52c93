import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import logger from '@adonisjs/core/services/logger'
import store from '#app/storage/main'
import Asset from '#app/assets/models/asset'
import type { Variant } from '#app/assets/models/variant'
import { fetchOriginal, type Original } from '#app/processing/actions/fetch_original'
import { playbackPlan } from '#app/processing/actions/playback_plan'
import { publishVariant } from '#app/processing/actions/publish_variant'
import { reportProgress } from '#app/processing/progress'
import { traced } from '#app/observability/tracing/work'
import { makePlaybackFile } from '#app/media/playback/make_playback_file'
import type { Playback } from '#app/media/playback/plan_playback'
import { limits, playbackLimits, playbackName, playbackRecipe, tools } from '#config/media'
import type { Work } from '#app/processing/work'

const contentType = 'video/mp4'

/**
 * Makes the variant of a video that browsers play, beside the original that they do not. A run
 * that was killed begins again. The asset stays as it is where ffmpeg cannot make one.
 */
export const makePlayback: Work = {
  status: 'ready',

  async run(job, asset, signal) {
    await using original = await traced({ name: 'asset.download' }, () =>
      fetchOriginal(asset, signal)
    )
    const playback = await playbackPlan(original.path, asset.contentType)
    if (!playback) return await job.markCompleted()
    const target = join(dirname(original.path), 'playback.mp4')
    const progress = reportProgress(job)
    const isMade = await traced({ name: 'asset.encode_video' }, () =>
      makePlaybackFile({
        path: original.path,
        type: asset.contentType,
        target,
        playback,
        limits: { ...limits, playback: playbackLimits },
        tools,
        signal,
        onProgress: progress.note,
      })
    )
    await progress.written()
    if (!isMade) {
      logger.warn({ job_id: job.id, asset_id: asset.id }, 'ffmpeg cannot make this video playable')
      return await job.markCompleted()
    }
    const variant = await storePlayback(original, target, playback)
    return (await publishVariant({ job, asset, variant })) && (await job.markCompleted())
  },

  giveUp: (job, _, reason) => job.markFailed(reason),
}

async function storePlayback(
  { asset, sha256 }: Original,
  path: string,
  { width, height }: Playback
): Promise<Variant> {
  const made = { name: playbackName, recipe: playbackRecipe }
  const objectKey = Asset.variantKey(asset.id, sha256, made)
  const { size } = await stat(path)
  await store.put(objectKey, createReadStream(path), { size, contentType })
  return { ...made, objectKey, contentType, width, height, size }
}
