import { type MetadataTags } from 'mediabunny'
import { positive } from '#app/media/meta'
import { type ProcessOptions } from '#app/media/media'
import { runTool } from '#app/media/run_tool'

/** By the verified type, as of posters. */
const demuxers: Record<string, string> = {
  'audio/mpeg': 'mp3',
  'audio/mp4': 'mov',
  'audio/ogg': 'ogg',
  'audio/flac': 'flac',
  'audio/wav': 'wav',
  'audio/aac': 'aac',
}

type Options = Pick<ProcessOptions, 'limits' | 'tools'>

/** The seconds of music that mediabunny cannot read, as it is played; without decoding it. */
export async function durationByFfmpeg(path: string, type: string, options: Options) {
  const counting = ['-map', '0:a:0', '-c', 'copy', '-f', 'null', '-progress', 'pipe:1', '/dev/null']
  const output = await ask(path, type, counting, options)
  const microseconds = output
    ?.toString()
    .match(/^out_time_us=(\d+)$/gm)
    ?.at(-1)
  return positive(Number(microseconds?.split('=')[1]) / 1e6)
}

/** Its tags, in the names that ffmpeg gives them in every format. */
export async function tagsByFfmpeg(
  path: string,
  type: string,
  options: Options
): Promise<MetadataTags> {
  // Ogg tells of each stream, and no other format does.
  const from = type === 'audio/ogg' ? ['-map_metadata', '0:s:0'] : []
  const output = await ask(path, type, [...from, '-f', 'ffmetadata', 'pipe:1'], options)
  const tag = (name: string) =>
    new RegExp(`^${name}=(.*)$`, 'im')
      .exec(output?.toString() ?? '')?.[1]
      .replaceAll(/\\(.)/g, '$1')
  return { title: tag('title'), artist: tag('artist'), album: tag('album') }
}

/** The bytes of its cover, as they lie in the file. */
export async function coverByFfmpeg(path: string, type: string, options: Options) {
  const copying = ['-map', '0:v:0', '-frames:v', '1', '-c', 'copy', '-f', 'image2pipe', 'pipe:1']
  return ask(path, type, copying, options)
}

async function ask(path: string, type: string, args: string[], { limits, tools = {} }: Options) {
  if (!tools.ffmpeg || !demuxers[type]) return undefined
  const reading = ['-protocol_whitelist', 'file,pipe', '-f', demuxers[type], '-i', `file:${path}`]
  const { output } = await runTool(
    tools.ffmpeg,
    ['-nostdin', '-v', 'quiet', ...reading, ...args],
    limits,
    tools
  )
  return output?.length ? output : undefined
}
