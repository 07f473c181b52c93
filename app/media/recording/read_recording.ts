import { type Reading } from '#app/media/reading'
import { compact } from '#app/media/meta'
import { type ProcessOptions } from '#app/media/media'
import { fitted, largestEdge } from '#app/media/size'
import { readCover } from '#app/media/recording/cover'
import { readFacts } from '#app/media/recording/facts'
import { takePoster } from '#app/media/recording/poster'
import { readTags } from '#app/media/recording/tags'

/** Reads a video or an audio file: what its container tells, and a poster or the cover. */
export async function readRecording(
  path: string,
  type: string,
  options: ProcessOptions
): Promise<Reading> {
  const { created, duration, video, audio, tags } = await readFacts(path, type, options)
  const size = video?.size
  const moment = size && {
    ...fitted(size, largestEdge(options.recipes, size)),
    pixels: size.width * size.height,
    at: Math.min(1, (duration ?? 0) / 2),
    transfer: video.transfer,
  }
  const raster = moment
    ? await takePoster(path, type, moment, options)
    : await readCover(path, type, tags.images, options)

  return {
    width: size?.width ?? null,
    height: size?.height ?? null,
    meta: {
      ...readTags(tags, created),
      ...compact({ duration, video: compact({ codec: video?.codec }), audio }),
    },
    picture: raster && { raster },
  }
}
