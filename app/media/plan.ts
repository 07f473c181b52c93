import { type Metadata } from 'sharp'
import { isMeasured, type Format } from '#app/media/formats'
import { embeddedBytes } from '#app/media/image/embedded'
import { readHeader } from '#app/media/image/header'
import { sizeOf } from '#app/media/image/ivf'
import { largeAvif, type LargeAvif } from '#app/media/image/large_avif'
import { decodeMemory, extraMemory, largeAvifMemory } from '#app/media/image/memory'
import { release } from '#app/media/image/raster'
import { movingBytes, sourceOf } from '#app/media/image/source'
import { verifySupported } from '#app/media/image/supported'
import { movingPixels } from '#app/media/image/variants'
import { verifyWhole } from '#app/media/image/whole'
import { type ProcessOptions } from '#app/media/media'
import { largestEdge } from '#app/media/size'
import { Rejection } from '#app/media/rejection'

/** A decode of more memory than this is left to a process that gives all of it back. */
export const largeDecode = 192 * 1024 * 1024

/** libaom is asked about what ffmpeg calls damaged, where it takes no more: 25 megapixels. */
const secondOpinion = 384 * 1024 * 1024

/** What a file will cost, known before anything of it is decoded. */
export interface Plan {
  /** Bytes that reading it takes at most: more it is not given. */
  memory: number
  /** Of a picture whose header may be read in any process. */
  header?: Metadata
  /** Of an AVIF that ffmpeg decodes. */
  avif?: LargeAvif
  /** Whether libaom, which takes more memory, may decode it as well. */
  isForBoth?: boolean
}

/** For what does not tell it, by kind: a drawing, a document or a cover; a key frame in 8K. */
const mebibyte = 1024 * 1024
const untold = {
  image: 256 * mebibyte,
  document: 256 * mebibyte,
  audio: 256 * mebibyte,
  video: 320 * mebibyte,
}

/** libvips, sharp and V8 have six copies of what a picture carries besides its pixels, at one time. */
const largeEmbedded = 8 * mebibyte

/** Holds a file against the limits, as far as its header tells. Throws a rejection beyond them. */
export async function planFor(
  path: string,
  format: Format,
  options: Pick<ProcessOptions, 'limits' | 'recipes' | 'tools' | 'isSandboxed'>
): Promise<Plan> {
  const { limits, recipes, tools } = options
  if (!isMeasured(format)) {
    const memory = untold[format.kind] + extraMemory(recipes, largestEdge(recipes))
    return { memory: Math.min(memory, limits.memory) }
  }
  await verifyWhole(path, format.type)
  await verifySupported(path, format.type)
  // The header of such a one is not read in the worker, so what its pixels take is not known there.
  const isLoaded = !options.isSandboxed && (await embeddedBytes(path, format.type)) > largeEmbedded
  if (isLoaded) return { memory: limits.memory }
  const source = await sourceOf(path, format.type, limits)
  const header = await readHeader(source, format.type, limits)
  if (typeof source !== 'string') release({ data: source })
  const moving = movingPixels(header, recipes)
  const edge = largestEdge(recipes, header)
  const extra = extraMemory(recipes, edge)
  const decoding = (await decodeMemory(path, format.type, header, moving, edge)) + extra
  const isLarge = format.type === 'image/avif' && decoding > largeDecode
  const avif = isLarge ? await largeAvif(path, header, { limits, tools }) : undefined
  const held = await movingBytes(path, format.type)
  const usual = decoding + held
  const memory = avif
    ? held + extra + (await largeAvifMemory(path, header, sizeOf(avif.extents)))
    : usual
  if (memory > limits.memory) throw new Rejection('E_PROCESSING_MEMORY')
  return {
    memory,
    header,
    avif,
    isForBoth: avif && usual <= Math.min(secondOpinion, limits.memory),
  }
}
