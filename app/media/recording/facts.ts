import type { Input, InputAudioTrack, InputVideoTrack, MetadataTags } from 'mediabunny'
import { isMachineFault } from '#app/media/machine_fault'
import { compact, positive } from '#app/media/meta'
import { isMovie, openRecording } from '#app/media/recording/containers'
import { countDuration } from '#app/media/recording/count_duration'
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
  video?: { codec: string | null; size?: { width: number; height: number } }
  audio?: { codec?: string | null; sampleRate?: number; channels?: number }
  tags: MetadataTags
}

/**
 * Reads the facts of a recording without decoding it, each by itself: one that cannot be read is
 * left out. The recording is kept all the same, for other programs may play it.
 */
export async function readFacts(path: string, type: string): Promise<RecordingFacts> {
  using input = openRecording(path, type)
  const header = isMovie(type) ? await readMovieHeader(path).catch(nothing) : undefined
  const video = await input.getPrimaryVideoTrack().catch(nothing)
  const audio = await input.getPrimaryAudioTrack().catch(nothing)
  return {
    created: video ? header?.created : undefined,
    duration: await durationOf(path, type, input, header?.duration).catch(nothing),
    video: video ? await videoFacts(video).catch(nothing) : undefined,
    audio: audio ? await audioFacts(audio).catch(nothing) : undefined,
    tags: (await input.getMetadataTags().catch(nothing)) ?? {},
  }
}

/** Of what the file is to blame for. */
function nothing(error: unknown) {
  if (isMachineFault(error)) throw error
  return undefined
}

/** The header's first: mediabunny builds the tables of all frames for the start of the first one. */
async function durationOf(path: string, type: string, input: Input, inHeader?: number) {
  const told = inHeader ?? (await input.getDurationFromMetadata())
  return positive(told ?? (await countDuration(path, type)))
}

async function videoFacts(track: InputVideoTrack) {
  const size = { width: await track.getDisplayWidth(), height: await track.getDisplayHeight() }
  const isSane = Object.values(size).every((side) => side >= 1 && side <= widest)
  return { codec: await track.getCodec(), size: isSane ? size : undefined }
}

async function audioFacts(track: InputAudioTrack) {
  return compact({
    codec: await track.getCodec(),
    sampleRate: positive(await track.getSampleRate()),
    channels: positive(await track.getNumberOfChannels()),
  })
}
