import { type FailOnOptions, type Sharp } from 'sharp'
import sharp from '#app/media/sharp'
import { imageFault } from '#app/media/image/fault'
import { type Source } from '#app/media/image/source'

/** A decoded picture in sRGB, 8 bits a channel, upright. All variants are made from it. */
export interface Raster {
  data: Buffer
  width: number
  height: number
  channels: 1 | 2 | 3 | 4
}

/**
 * Decodes a picture once, to `edge` pixels at most, so that libvips can shrink while it loads.
 * Orientation and colour profile are applied. Throws a rejection when the picture is damaged: one
 * that is cut off counts as that, a mere warning of its decoder does not. Gives up after `seconds`,
 * or never.
 */
export async function decode(
  source: Source,
  edge: number,
  seconds = 0,
  failOn: FailOnOptions = 'error'
): Promise<Raster> {
  try {
    return await rasterize(fitWithin(pipelineOf(source, seconds, failOn), edge))
  } catch (error) {
    throw imageFault(error)
  }
}

/**
 * The same of a picture whose last channel is not what it is called: it must not be multiplied with
 * the others, which libvips does whenever it shrinks.
 */
export async function decodeOpaque(source: Source, edge: number, seconds = 0): Promise<Raster> {
  try {
    return await shrink(await rasterize(pipelineOf(source, seconds).removeAlpha()), edge)
  } catch (error) {
    throw imageFault(error)
  }
}

function pipelineOf(source: Source, seconds: number, failOn: FailOnOptions = 'error') {
  return sharp(source, { failOn, limitInputPixels: false })
    .timeout({ seconds: Math.ceil(seconds) })
    .autoOrient()
}

/** The picture again, to `edge` pixels at most, ready to be encoded. */
export function scale(raster: Raster, edge: number): Sharp {
  return fitWithin(open(raster), edge)
}

/** The picture as it is, ready to be changed. */
export function open({ data, width, height, channels }: Raster): Sharp {
  return sharp(data, { raw: { width, height, channels } })
}

/** The picture at `edge` pixels at most: itself if it is no larger. */
export async function shrink(raster: Raster, edge: number): Promise<Raster> {
  const isSmall = Math.max(raster.width, raster.height) <= edge
  return isSmall ? raster : rasterize(scale(raster, edge))
}

/** Shrinks so that the longest edge is `edge` pixels; never enlarges. */
export function fitWithin(pipeline: Sharp, edge: number): Sharp {
  return pipeline.resize(edge, edge, { fit: 'inside', withoutEnlargement: true })
}

/** Runs a pipeline into memory, with its colour profile applied. */
export async function rasterize(pipeline: Sharp): Promise<Raster> {
  const { data, info } = await pipeline
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height, channels: info.channels }
}

/**
 * Gives the memory of a raster back at once, when nothing reads it any more. V8 would come for it
 * with its next collection, and has to collect the sooner the more such memory waits: without
 * this, once for every photo.
 */
export function release({ data }: Pick<Raster, 'data'>) {
  const { buffer, length } = data
  // A small buffer may be a part of Node's pool, which others use.
  if (buffer instanceof ArrayBuffer && buffer.byteLength === length) buffer.transfer(0)
}
