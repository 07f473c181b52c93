import { type Metadata } from 'sharp'
import { asIvf, extentsIn } from '#app/media/image/ivf'
import { primaryItem, type PrimaryItem } from '#app/media/image/items'
import { rasterizeIn } from '#app/media/image/profile'
import { scale, type Raster } from '#app/media/image/raster'
import { turn } from '#app/media/image/turn'
import { type ProcessOptions } from '#app/media/media'
import { Rejection } from '#app/media/rejection'
import { runTool } from '#app/media/run_tool'
import { fitted } from '#app/media/size'

/** An AVIF of one coded picture, as dav1d can read it. */
export interface LargeAvif extends PrimaryItem {
  /** As coded, before it is turned. */
  width: number
  height: number
}

/** Of more pieces than any program writes a picture is left to libvips. */
const mostExtents = 32

/** How ffmpeg calls what turns light and colour into red, green and blue (ITU-T H.273, 8.3). */
const matrices: Record<number, string> = { 1: 'bt709', 5: 'bt601', 6: 'bt601', 9: 'bt2020' }

/**
 * The picture of an AVIF, when it is one that the ffmpeg installed here can decode, in a tenth of
 * the memory: without transparency, and not cut or put together of several. Throws a rejection
 * when its bytes are not there.
 */
export async function largeAvif(
  path: string,
  header: Metadata,
  { limits, tools = {} }: Pick<ProcessOptions, 'limits' | 'tools'>
): Promise<LargeAvif | undefined> {
  if (!tools.ffmpeg || header.hasAlpha) return undefined
  const item = await primaryItem(path)
  const size = item?.properties.find(({ name }) => name === 'ispe')?.body
  const isCut = item?.properties.some(({ name }) => name === 'clap')
  if (item?.type !== 'av01' || !item.isInFile || isCut || !size || size.length < 12)
    return undefined
  if (item.extents.length > mostExtents) return undefined
  const question = ['-v', 'quiet', '-h', 'decoder=libdav1d']
  const { output: answer } = await runTool(tools.ffmpeg, question, limits, tools)
  if (!answer?.toString().startsWith('Decoder')) return undefined
  const extents = await extentsIn(path, item.extents)
  return { ...item, extents, width: size.readUInt32BE(4), height: size.readUInt32BE(8) }
}

/**
 * Decodes it to `edge` pixels at most, upright, in `memory` bytes. Throws a rejection when ffmpeg
 * says that it is damaged, or takes too long.
 */
export async function decodeLargeAvif(
  path: string,
  picture: LargeAvif,
  { icc }: Metadata,
  edge: number,
  { limits, tools = {} }: ProcessOptions,
  memory: number
): Promise<Raster> {
  const { width, height } = fitted(picture, edge)
  const reading = ['-protocol_whitelist', 'pipe', '-codec_whitelist', 'libdav1d', '-threads', '1']
  const colours = colourOptions(picture)
  const { output: data, isLate } = await runTool(
    tools.ffmpeg!,
    [
      ...['-v', 'quiet', '-xerror', ...reading, '-max_pixels', `${limits.pixels}`],
      // Grain is a second picture, added to the first.
      ...['-export_side_data', 'film_grain', '-c:v', 'libdav1d', '-f', 'ivf', '-i', 'pipe:0'],
      ...['-map', '0:v:0', '-frames:v', '1', '-vf', `scale=${width}:${height}${colours}`],
      ...['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-threads', '1', 'pipe:1'],
    ],
    { ...limits, memory },
    tools,
    asIvf(path, picture.extents)
  )
  if (isLate) throw new Rejection('E_PROCESSING_TIMEOUT')
  if (data?.length !== width * height * 3) throw new Rejection('E_IMAGE_CORRUPT')
  const upright = await turn({ data, width, height, channels: 3 }, picture.properties, edge)
  return rasterizeIn(icc, scale(upright, edge))
}

/** What the file says of the colours wins over what the coded picture says. */
function colourOptions({ properties }: LargeAvif) {
  const told = properties.find(({ name, body }) => name === 'colr' && body.indexOf('nclx') === 0)
  if (!told || told.body.length < 11) return ''
  const matrix = matrices[told.body.readUInt16BE(8)]
  const range = told.body[10] & 0x80 ? 'full' : 'limited'
  return `:in_range=${range}${matrix ? `:in_color_matrix=${matrix}` : ''}`
}
