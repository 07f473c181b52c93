import { type Metadata } from 'sharp'
import { codedPixels, samplesPerPixel } from '#app/media/image/chroma'
import { isLossless } from '#app/media/image/chunks'
import { gridOf } from '#app/media/image/heic_grid'
import { type Recipe } from '#app/media/media'

/** The raster, the variants and what encodes them: up to the size of a thumbnail, and beyond. */
const overhead = { small: 24 * 1024 * 1024, large: 48 * 1024 * 1024 }

/** Pixels of the longest edge. */
const smallEdge = 640

/** Of the raster and the variants that `overhead` allows for. */
const usualEdge = 1600

/** Bytes a pixel: a larger raster with what is made of it, and the encoder of AVIF. */
const pixelBytes = { raster: 18, avif: 32 }

/** The decoder of HEIC and its WebAssembly, however small the picture. */
const libheif = 16 * 1024 * 1024

/**
 * The bytes that decoding a picture takes at most, from its header and from how many pixels of it
 * will move in its variants. The factors were measured
 * on 49-megapixel files of each kind, and rounded up (docs/adr/0015-jobs-are-admitted-by-memory.md).
 */
export async function decodeMemory(
  path: string,
  type: string,
  header: Metadata,
  movingPixels = 0,
  edge = Infinity
): Promise<number> {
  const still = header.width * header.height * (await bytesPerPixel(path, type, header))
  // Of a moving WebP libvips holds all frames that are asked for, of a GIF one.
  const moving = type === 'image/webp' ? 4.75 * movingPixels : 0
  const fixed = (edge <= smallEdge ? overhead.small : overhead.large) + lineMemory(type, header)
  return fixed + still + moving + (type === 'image/heic' ? libheif : 0)
}

/** What variants take beyond the overhead that is counted anyway: large ones, and AVIF. */
export function extraMemory(recipes: Recipe[], edge: number) {
  const avifs = recipes.filter(({ format }) => format === 'avif').map((recipe) => recipe.edge)
  const beyond = Math.max(0, edge ** 2 - usualEdge ** 2)
  return pixelBytes.raster * beyond + pixelBytes.avif * Math.max(0, ...avifs) ** 2
}

/**
 * Of the formats whose lines may have millions of pixels: libvips shrinks so many of them at a time,
 * and holds each so often. It took 3.3 GB for 20 lines of 5,000,000 pixels.
 */
function lineMemory(type: string, { width, height, channels = 4, depth, hasAlpha }: Metadata) {
  if (type !== 'image/png' && type !== 'image/tiff') return 0
  // Transparency is multiplied in and out as floating point numbers.
  const bytes = hasAlpha ? sampleBytes.float : (sampleBytes[depth ?? ''] ?? 1)
  return Math.min(26 * height, 460) * width * channels * bytes
}

/**
 * The same of an AVIF that ffmpeg decodes: its samples, dav1d's notes on each block, and the coded
 * bytes, which ffmpeg holds twice while it reads them.
 */
export async function largeAvifMemory(
  path: string,
  header: Metadata,
  codedBytes: number
): Promise<number> {
  const { width, height, bitsPerSample = 8 } = header
  const bytes = bitsPerSample > 8 ? 2 : 1
  const ofPixel = (await samplesPerPixel(path)) * bytes + 1
  return overhead.large + width * height * ofPixel + 2.5 * codedBytes
}

async function bytesPerPixel(path: string, type: string, header: Metadata): Promise<number> {
  const { channels = 4, depth, isProgressive } = header
  const ofPixel = channels * (sampleBytes[depth ?? ''] ?? 1)
  switch (type) {
    case 'image/jpeg':
      return isProgressive ? 2.5 * samples(header) : 0.75 * channels
    case 'image/png':
      return isProgressive ? 1.25 * ofPixel : 0.5 * ofPixel
    case 'image/webp':
      return (await isLossless(path)) ? 7.5 : 2
    case 'image/tiff':
      return ofPixel + 1
    case 'image/heic':
      return heicBytes(path, header)
    case 'image/avif':
      return avifBytes(path, header)
    default:
      return 7
  }
}

const sampleBytes: Record<string, number> = {
  ushort: 2,
  short: 2,
  uint: 4,
  int: 4,
  float: 4,
  complex: 8,
  double: 8,
  dpcomplex: 16,
}

/** Coefficients of a progressive JPEG for each pixel: it keeps all of them until the last scan. */
function samples({ chromaSubsampling, channels = 4 }: Metadata) {
  if (chromaSubsampling === '4:2:0') return 1.5
  if (chromaSubsampling === '4:2:2') return 2
  return channels
}

/**
 * Of a grid all pixels; of any other its samples in several places, and what they become. That is
 * more than was measured, to leave the worker below 1 GB: no level of HEVC knows more than 36
 * megapixels in one (ITU-T H.265, table A.8).
 */
async function heicBytes(path: string, header: Metadata) {
  if (await gridOf(path, header)) return 3.25
  const { hasAlpha, bitsPerSample = 8 } = header
  const colours = (await samplesPerPixel(path)) + (hasAlpha ? 1 : 0)
  return 4.4 * colours * (bitsPerSample > 8 ? 2 : 1) + (hasAlpha ? 4 : 3)
}

/**
 * libaom's notes on each block of a coded picture, then the samples: its own, and a copy for
 * whoever asked. Of a grid one tile is decoded after the other, into a picture of all.
 */
async function avifBytes(path: string, header: Metadata) {
  const { width, height, hasAlpha, bitsPerSample = 8 } = header
  const bytes = bitsPerSample > 8 ? 2 : 1
  const colours = (await samplesPerPixel(path)) + (hasAlpha ? 1 : 0)
  const coded = await codedPixels(path)
  if (!coded) return 12.5 + 2 * bytes * colours
  return 0.75 + 3.25 * bytes * colours + (12.5 * coded) / (width * height)
}
