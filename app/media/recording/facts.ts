import type { Input, InputAudioTrack, InputVideoTrack, MetadataTags } from 'mediabunny'
import { isMachineFault } from '#app/media/machine_fault'
import { compact, positive } from '#app/media/meta'
import { isMovie, openRecording } from '#app/media/recording/containers'
import { countDuration } from '#app/media/recording/count_duration'
import { durationInHeader } from '#app/media/recording/movie_header'

/** Pixels a side, more than any recording has: the shape of a pixel can make it any number. */
const widest = 65_536

/** The facts in a recording's container. */
export interface RecordingFacts {
  /** Seconds. */
  duration?: number
  /** Its size is the one that a person sees, rotation and pixel shape applied. */
  video?: { codec: string | null; size?: { width: number; height: number } }
  audio?: { codec?: string | null; sampleRate?: number; channels?: number }
  tags: MetadataTags
}

/**
 * Reads the facts of a recording without decoding it. One that cannot be read has none: it is
 * kept all the same, for other programs may play it.
 */
export async function readFacts(path: string, type: string): Promise<RecordingFacts> {
  using input = openRecording(path, type)
  try {
    const video = await input.getPrimaryVideoTrack()
    const audio = await input.getPrimaryAudioTrack()
    return {
      duration: await durationOf(path, type, input),
      video: video ? await videoFacts(video) : undefined,
      audio: audio ? await audioFacts(audio) : undefined,
      tags: await input.getMetadataTags(),
    }
  } catch (error) {
    if (isMachineFault(error)) throw error
    return { tags: {} }
  }
}

/** The header's first: mediabunny builds the tables of all frames for the start of the first one. */
async function durationOf(path: string, type: string, input: Input) {
  const inHeader = isMovie(type) ? await durationInHeader(path) : undefined
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
