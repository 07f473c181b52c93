import type { Input, InputAudioTrack, InputVideoTrack, MetadataTags } from 'mediabunny'
import { isMachineFault } from '#app/media/machine_fault'
import { type Transfer } from '#app/media/image/tone_map'
import { compact, positive } from '#app/media/meta'
import { type ProcessOptions } from '#app/media/media'
import { isMovie, openRecording } from '#app/media/recording/containers'
import { durationByFfmpeg, tagsByFfmpeg } from '#app/media/recording/ask_ffmpeg'
import { countDuration } from '#app/media/recording/count_duration'
import { mp3Duration } from '#app/media/recording/mp3_duration'
import { readMovieHeader } from '#app/media/recording/movie_header'

/** Pixels a side, more than any recording has: the shape of a pixel can make it any number. */
const widest = 65_536

/** The facts in a recording's container. */
export interface RecordingFacts {
  /** When a video was begun, in ISO 8601. */
  created?: string
  /** Seconds. */
  duration?: number
  /** Its size is the one that a person sees, rotation and pixel shape applied. */
  video?: {
    codec?: string
    size?: { width: number; height: number }
    transfer?: Transfer
  }
  audio?: { codec?: string; sampleRate?: number; channels?: number }
  tags: MetadataTags
}

/**
 * Reads the facts of a recording without decoding it, each by itself: one that cannot be read is
 * left out. The recording is kept all the same, for other programs may play it.
 */
export async function readFacts(
  path: string,
  type: string,
  options: Pick<ProcessOptions, 'limits' | 'tools'>
): Promise<RecordingFacts> {
  using input = openRecording(path, type)
  const header = isMovie(type) ? await readMovieHeader(path).catch(nothing) : undefined
  const video = await input.getPrimaryVideoTrack().catch(nothing)
  const audio = await input.getPrimaryAudioTrack().catch(nothing)
  const duration = await durationOf(path, type, input, header?.duration).catch(nothing)
  const tags = await input.getMetadataTags().catch(nothing)
  const isUnknown = !video && !audio
  return {
    created: video ? header?.created : undefined,
    duration: duration ?? (isUnknown ? await durationByFfmpeg(path, type, options) : undefined),
    video: video ? await videoFacts(video).catch(nothing) : undefined,
    audio: audio ? await audioFacts(audio).catch(nothing) : undefined,
    tags: tags && !isUnknown ? tags : await tagsByFfmpeg(path, type, options),
  }
}

/** Of what the file is to blame for. */
function nothing(error: unknown) {
  if (isMachineFault(error)) throw error
  return undefined
}

/** The header's first: mediabunny builds the tables of all frames for the start of the first one. */
async function durationOf(path: string, type: string, input: Input, inHeader?: number) {
  const counted = type === 'audio/mpeg' ? await mp3Duration(path) : undefined
  const told = counted ?? inHeader ?? (await input.getDurationFromMetadata())
  return positive(told ?? (await countDuration(path, type)))
}

async function videoFacts(track: InputVideoTrack) {
  const size = { width: await track.getDisplayWidth(), height: await track.getDisplayHeight() }
  const isSane = Object.values(size).every((side) => side >= 1 && side <= widest)
  const { transfer } = await track.getColorSpace()
  return {
    codec: (await track.getCodec()) ?? undefined,
    size: isSane ? size : undefined,
    transfer: transfer === 'pq' || transfer === 'hlg' ? transfer : undefined,
  }
}

async function audioFacts(track: InputAudioTrack) {
  return compact({
    codec: (await track.getCodec()) ?? undefined,
    sampleRate: positive(await track.getSampleRate()),
    channels: positive(await track.getNumberOfChannels()),
  })
}
