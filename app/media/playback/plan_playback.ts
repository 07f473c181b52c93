import { type Stream, type Streams } from '#app/media/playback/probe_streams'

/** How a video becomes one that browsers play. */
export interface Playback {
  streams: Streams
  /** Its pictures, or its sound, are kept as they are, which takes seconds. */
  copiesVideo: boolean
  copiesAudio: boolean
  /** In pixels, as a person sees it. */
  width: number
  height: number
  /** How its light is coded, where that is for screens of high dynamic range. */
  transfer?: string
}

/** Pixels of a video in 1080p that lies or stands. */
const longest = 1920
const shortest = 1080

/** What every browser plays in each container; types that are not here it may not even open. */
const playable: Record<string, { video: string[]; audio: string[] }> = {
  'video/mp4': { video: ['h264', 'av1', 'vp9'], audio: ['aac', 'mp3', 'opus', 'flac'] },
  'video/webm': { video: ['vp8', 'vp9', 'av1'], audio: ['vorbis', 'opus'] },
}

/** What may be copied into an MP4 as it is. */
const copied = { video: ['h264'], audio: ['aac', 'mp3'] }

/** Pictures of eight bits a sample, at half the resolution for colour: H.264 of other kinds stays black. */
const plainSamples = ['yuv420p', 'yuvj420p']

const hdrTransfers = ['smpte2084', 'arib-std-b67']

/** What has to be done to a video so that browsers play it; null where they play it as it is. */
export function planPlayback(streams: Streams, type: string): Playback | null {
  const { video, audio } = streams
  const transfer = hdrTransfers.find((name) => name === video.color_transfer)
  const plays = playable[type]
  const isPlain = video.codec_name !== 'h264' || isPlainH264(video)
  const isPlayable = plays && isPlain && isOne(plays.video, video) && isOne(plays.audio, audio)
  if (isPlayable) return null

  const copiesVideo = isOne(copied.video, video) && isPlainH264(video) && !transfer
  const copiesAudio = isOne(copied.audio, audio)
  const size = copiesVideo ? shownSize(video) : fitted(shownSize(video))
  return { streams, copiesVideo, copiesAudio, ...size, transfer }
}

function isPlainH264({ pix_fmt: samples = '' }: Stream) {
  return plainSamples.includes(samples)
}

/** A stream that is not there is no obstacle. */
function isOne(codecs: string[], stream?: Stream) {
  return !stream || codecs.includes(stream.codec_name ?? '')
}

/** With square pixels, and turned as it is to be shown. */
function shownSize({ width = 0, height = 0, ...stream }: Stream) {
  const [across, down] = (stream.sample_aspect_ratio ?? '').split(':').map(Number)
  const stretched = across > 0 && down > 0 ? Math.round((width * across) / down) : width
  const turned = stream.side_data_list?.find(({ rotation }) => rotation !== undefined)?.rotation
  const isSideways = Math.abs(Number(turned ?? stream.tags?.rotate ?? 0)) % 180 === 90
  return isSideways ? { width: height, height: stretched } : { width: stretched, height }
}

/** H.264 needs even sizes. */
function fitted({ width, height }: { width: number; height: number }) {
  const [long, short] = [Math.max(width, height), Math.min(width, height)]
  const scale = Math.min(1, longest / long, shortest / short)
  const even = (pixels: number) => Math.max(2, 2 * Math.round((pixels * scale) / 2))
  return { width: even(width), height: even(height) }
}
