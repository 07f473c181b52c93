import { type Reading } from '#media/reading'
import { compact } from '#media/meta'
import { type ProcessOptions } from '#media/media'
import { fitted, largestEdge } from '#media/size'
import { readCover } from '#media/recording/cover'
import { readFacts } from '#media/recording/facts'
import { takePoster } from '#media/recording/poster'
import { readTags } from '#media/recording/tags'

/** Reads a video or an audio file: what its container tells, and a poster or the cover. */
export async function readRecording(
  path: string,
  type: string,
  options: ProcessOptions
): Promise<Reading> {
  const { duration, video, audio, tags } = await readFacts(path, type)
  const size = video?.size
  const moment = size && {
    ...fitted(size, largestEdge(options.recipes)),
    pixels: size.width * size.height,
    at: Math.min(1, (duration ?? 0) / 2),
  }
  const raster = moment
    ? await takePoster(path, type, moment, options)
    : await readCover(tags.images, options)

  return {
    width: size?.width ?? null,
    height: size?.height ?? null,
    meta: {
      ...readTags(tags),
      ...compact({ duration, video: compact({ codec: video?.codec }), audio }),
    },
    picture: raster && { raster },
  }
}
