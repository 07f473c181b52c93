import sharp from '#app/media/sharp'
import { chunksOf } from '#app/media/image/chunks'
import { imageFault } from '#app/media/image/fault'
import { primaryItem } from '#app/media/image/items'
import { fitWithin, type Raster } from '#app/media/image/raster'
import { type Source } from '#app/media/image/source'
import { toneMap, type HdrRaster, type Transfer } from '#app/media/image/tone_map'

/** How a picture of a high dynamic range is coded. */
export type HighRange = Pick<HdrRaster, 'transfer' | 'primaries'>

/** By the numbers of ITU-T H.273, 8.2. */
const transfers: Record<number, Transfer | undefined> = { 16: 'pq', 18: 'hlg' }

/** Of a PNG that says so in a `cICP` chunk, an AVIF or HEIC in an `nclx` box; undefined of others. */
export async function highRangeOf(path: string, type: string): Promise<HighRange | undefined> {
  const coded = type === 'image/png' ? await ofPng(path) : await ofItem(path, type)
  const transfer = coded && transfers[coded.transfer]
  return transfer && { transfer, primaries: coded.primaries }
}

async function ofPng(path: string) {
  for await (const { name, start } of chunksOf(path, 'image/png')) {
    if (name === 'cICP') return { primaries: start[0], transfer: start[1] }
    if (name === 'IDAT') return undefined
  }
}

async function ofItem(path: string, type: string) {
  if (type !== 'image/avif' && type !== 'image/heic') return undefined
  const item = await primaryItem(path)
  const { body } = item?.properties.find(isNclx) ?? item?.partProperties.find(isNclx) ?? {}
  return body && { primaries: body.readUInt16BE(4), transfer: body.readUInt16BE(6) }
}

function isNclx({ name, body }: { name: string; body: Buffer }) {
  return name === 'colr' && body.length >= 8 && body.indexOf('nclx') === 0
}

/** Decodes such a picture as `decode` does any other. Its transparency, if any, is left out. */
export async function decodeHighRange(
  source: Source,
  range: HighRange,
  edge: number,
  seconds = 0
): Promise<Raster> {
  const pipeline = sharp(source, { failOn: 'error', limitInputPixels: false, ignoreIcc: true })
    .timeout({ seconds: Math.ceil(seconds) })
    .autoOrient()
  try {
    const { data, info } = await fitWithin(pipeline, edge)
      .removeAlpha()
      .toColourspace('rgb16')
      .raw({ depth: 'ushort' })
      .toBuffer({ resolveWithObject: true })
    const { width, height } = info
    return toneMap({ ...range, data: samplesOf(data), width, height })
  } catch (error) {
    throw imageFault(error)
  }
}

/** The same of one that a decoder gave in 8 bits a channel. */
export function mapRange(raster: Raster, range?: HighRange): Raster {
  if (!range || raster.channels !== 3) return raster
  const { data, width, height } = raster
  return toneMap({
    ...range,
    data: Uint16Array.from(data, (sample) => sample * 257),
    width,
    height,
  })
}

function samplesOf({ buffer, byteOffset, length }: Buffer) {
  return new Uint16Array(buffer.slice(byteOffset, byteOffset + length))
}
