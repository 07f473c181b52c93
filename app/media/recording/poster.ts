import { type ProcessOptions } from '#app/media/media'
import { type Raster } from '#app/media/image/raster'
import { toneMap, type Transfer } from '#app/media/image/tone_map'
import { runTool } from '#app/media/run_tool'

/** By the verified type, so that no file tricks ffmpeg into a playlist or a list of other files. */
const demuxers: Record<string, string> = {
  'video/mp4': 'mov',
  'video/quicktime': 'mov',
  'video/webm': 'matroska',
  'video/x-matroska': 'matroska',
  'audio/mp4': 'mov',
}

/** What cameras, phones and browsers record with. */
const codecs = 'h264,hevc,vp8,libvpx,vp9,libvpx-vp9,av1,libdav1d,libaom-av1,mpeg4,prores,mjpeg,h263'

/** Pixels of a large picture: more than 4K, of which ffmpeg would hold up to sixteen at once. */
const large = 10_000_000

/** Of a recording in such pictures just the last one before the moment that stands by itself. */
const keyFrameAlone = ['-skip_frame', 'nokey', '-noaccurate_seek', '-t', '0.001']

export interface Moment {
  /** Of the poster. */
  width: number
  height: number
  /** Of each picture of the recording. */
  pixels: number
  /** Seconds from the start. */
  at: number
  /** Of a recording with a high dynamic range. */
  transfer?: Transfer
}

/**
 * One picture out of a recording, upright, `width` times `height` pixels, made by ffmpeg: the first
 * one where there is none at the moment, for the sound may last longer. Undefined where ffmpeg is
 * not installed or cannot read the recording, or its pictures pass the limit.
 */
export async function takePoster(
  path: string,
  type: string,
  moment: Moment,
  options: ProcessOptions
): Promise<Raster | undefined> {
  if (!options.tools?.ffmpeg) return undefined
  for (const at of new Set([moment.at, 0])) {
    const { raster, isLate } = await takePicture(path, type, { ...moment, at }, options)
    if (raster || isLate) return raster
  }
}

async function takePicture(
  path: string,
  type: string,
  { width, height, pixels, at, transfer }: Moment,
  { limits, tools = {} }: ProcessOptions
) {
  const reading = ['-protocol_whitelist', 'file', '-codec_whitelist', codecs, '-threads', '1']
  const bounds = ['-max_pixels', `${limits.pixels}`, ...(pixels > large ? keyFrameAlone : [])]
  const { output: data, isLate } = await runTool(
    tools.ffmpeg!,
    [
      ...['-nostdin', '-v', 'quiet', ...reading, ...bounds],
      ...['-f', demuxers[type], '-ss', at.toFixed(2), '-i', `file:${path}`],
      ...['-map', '0:v:0', '-frames:v', '1', '-vf', `setpts=0,scale=${width}:${height}`],
      ...['-f', 'rawvideo', '-pix_fmt', transfer ? 'rgb48le' : 'rgb24', '-threads', '1', 'pipe:1'],
    ],
    limits,
    tools
  )
  const bytes = width * height * (transfer ? 6 : 3)
  if (data?.length !== bytes) return { isLate }
  if (!transfer) return { raster: { data, width, height, channels: 3 as const } }
  const samples = new Uint16Array(data.buffer.slice(data.byteOffset, data.byteOffset + bytes))
  return { raster: toneMap({ data: samples, width, height, transfer }) }
}
