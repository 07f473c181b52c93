import { demuxers, reading } from '#app/media/playback/probe_streams'
import { type Playback } from '#app/media/playback/plan_playback'

interface Order {
  path: string
  type: string
  target: string
  playback: Playback
  /** Pixels of one picture. */
  maxPixels: number
  /** This ffmpeg has the filters that bring light for HDR screens to others. */
  canToneMap: boolean
}

/** No location, name or time of the original, and nothing but pictures and sound. */
const withoutMetadata = ['-map_metadata', '-1', '-map_metadata:s', '-1', '-map_chapters', '-1']

/** One thread each: a worker that encodes a video has photos to see to. */
const oneThread = ['-threads', '1']

/** The arguments with which ffmpeg writes the MP4, index first, and prints how far it is. */
export function ffmpegArguments({ path, type, target, playback, ...order }: Order): string[] {
  const { video, audio } = playback.streams
  const input = [...reading, ...oneThread, '-max_pixels', `${order.maxPixels}`]
  return [
    ...['-nostdin', '-y', '-v', 'quiet', '-progress', 'pipe:1', '-stats_period', '2'],
    ...[...input, '-f', demuxers[type], '-i', `file:${path}`],
    ...['-map', `0:${video.index}`, ...(audio ? ['-map', `0:${audio.index}`] : [])],
    ...withoutMetadata,
    ...videoArguments(playback, order.canToneMap),
    ...audioArguments(playback),
    ...['-max_muxing_queue_size', '1024', '-write_tmcd', '0', '-movflags', '+faststart'],
    ...['-f', 'mp4', `file:${target}`],
  ]
}

function videoArguments(playback: Playback, canToneMap: boolean) {
  if (playback.copiesVideo) return ['-c:v', 'copy']
  const { width, height, transfer } = playback
  const filter =
    transfer && canToneMap
      ? toneMapped(width, height, transfer)
      : `scale=${width}:${height}:out_range=tv,setsar=1,format=yuv420p`
  const encoder = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', ...oneThread]
  return ['-filter_threads', '1', '-vf', filter, '-fpsmax', '60', ...encoder]
}

/** Light is brought to that of ordinary screens in linear floating point numbers, after shrinking. */
function toneMapped(width: number, height: number, transfer: string) {
  return [
    `zscale=w=${width}:h=${height}:tin=${transfer}:min=bt2020nc:pin=bt2020:t=linear:npl=100`,
    'format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0',
    'zscale=t=bt709:m=bt709:r=tv,setsar=1,format=yuv420p',
  ].join(',')
}

function audioArguments({ streams, copiesAudio }: Playback) {
  if (!streams.audio) return []
  if (copiesAudio) return ['-c:a', 'copy']
  return ['-c:a', 'aac', '-b:a', '160k', '-ac', '2', '-ar', '48000']
}
