import { type Limits, type Tools } from '#app/media/media'
import { runTool } from '#app/media/run_tool'

/** What ffprobe says of one stream. */
export interface Stream {
  index: number
  codec_type?: string
  codec_name?: string
  pix_fmt?: string
  /** Pixels, before it is turned. */
  width?: number
  height?: number
  sample_aspect_ratio?: string
  color_transfer?: string
  side_data_list?: { rotation?: number }[]
  tags?: { rotate?: string }
  disposition?: { attached_pic?: number }
}

/** The streams that are played, and how long they take. */
export interface Streams {
  video: Stream
  audio?: Stream
  /** Seconds. */
  duration?: number
}

/** By the verified type, so that no file tricks ffmpeg into a playlist or a list of other files. */
export const demuxers: Record<string, string> = {
  'video/mp4': 'mov',
  'video/quicktime': 'mov',
  'video/webm': 'matroska',
  'video/x-matroska': 'matroska',
}

/** Files are read by path alone. */
export const reading = ['-protocol_whitelist', 'file']

/** Reads what a video holds. Undefined without ffprobe, or where it finds no moving picture. */
export async function probeStreams(
  path: string,
  type: string,
  { limits, tools }: { limits: Limits; tools: Tools }
): Promise<Streams | undefined> {
  if (!tools.ffprobe || !demuxers[type]) return undefined
  const asked = ['-show_streams', '-show_format', '-of', 'json']
  const source = ['-f', demuxers[type], '-i', `file:${path}`]
  const args = ['-v', 'quiet', ...reading, ...asked, ...source]
  const { output } = await runTool(tools.ffprobe, args, limits, tools)
  return output && playedStreams(JSON.parse(output.toString()))
}

function playedStreams({
  streams = [],
  format,
}: {
  streams?: Stream[]
  format?: { duration?: string }
}): Streams | undefined {
  const isCover = ({ disposition }: Stream) => disposition?.attached_pic === 1
  const video = streams.find((stream) => stream.codec_type === 'video' && !isCover(stream))
  if (!video?.width || !video.height) return undefined
  const audio = streams.find(({ codec_type: kind }) => kind === 'audio')
  return { video, audio, duration: Number(format?.duration) || undefined }
}
