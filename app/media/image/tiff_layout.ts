import { open } from 'node:fs/promises'
import { firstDirectory } from '#app/media/image/tiff_directory'

/** How the pixels of a TIFF are written (TIFF 6.0); what is not told has its default. */
export interface TiffLayout {
  bits: number
  compression: number
  photometric: number
  samples: number
  isPlanar: boolean
  isTiled: boolean
  /** What the samples beyond those of the colour are. */
  extra?: number
  format: number
}

const tags = {
  bits: 258,
  compression: 259,
  photometric: 262,
  samples: 277,
  planar: 284,
  tile: 322,
  extra: 338,
  format: 339,
}

/** Values of the tags above. */
const planar = 2
const photometrics = { palette: 3, cmyk: 5, yCbCr: 6, lab: 8 }
const formats = { unsigned: 1, float: 3, untold: 4 }
const jpeg = 7
const unspecified = 0

/** How libtiff, as it is built into libvips, can be compressed. */
const compressions = new Set([1, 2, 3, 4, 5, 6, jpeg, 8, 32_773, 32_946, 34_925, 50_000])

/** Of a TIFF's first picture; undefined where its directory is not read here. */
export async function tiffLayout(path: string): Promise<TiffLayout | undefined> {
  await using file = await open(path)
  const directory = await firstDirectory(file)
  if (!directory) return undefined
  const { entries, number } = directory
  const first = (name: number) => {
    const entry = entries.find(({ tag }) => tag === name)
    return (
      entry && number.read(entry.value, 0, Math.min(entry.type === 3 ? 2 : 4, entry.value.length))
    )
  }
  return {
    bits: first(tags.bits) ?? 1,
    compression: first(tags.compression) ?? 1,
    photometric: first(tags.photometric) ?? 0,
    samples: first(tags.samples) ?? 1,
    isPlanar: first(tags.planar) === planar,
    isTiled: first(tags.tile) !== undefined,
    extra: first(tags.extra),
    format: first(tags.format) ?? formats.unsigned,
  }
}

/** Whether libvips shows such a TIFF as it is meant, and not in wrong colours or not at all. */
export function isShown(layout: TiffLayout): boolean {
  const { bits, compression, photometric, samples, isPlanar, isTiled, format } = layout
  const isSimple = photometric <= 1 || photometric === photometrics.palette
  const isFewBits = (bits === 2 || bits === 4) && isSimple && samples === 1
  const isFloat = format === formats.float
  if (!compressions.has(compression)) return false
  if (photometric === photometrics.lab) return bits === 16 && samples === 3
  if (photometric === photometrics.yCbCr) {
    return bits === 8 && !isPlanar && (compression === jpeg || (compression === 6 && !isTiled))
  }
  if (isPlanar && isTiled && samples > 1) return false
  if (samples > (photometric === photometrics.cmyk ? 5 : 4)) return false
  if (isFloat) return bits === 32 && samples === 3
  const isUnsigned = format === formats.unsigned || format === formats.untold
  return isUnsigned && (bits === 1 || bits === 8 || bits === 16 || isFewBits)
}

/** Whether its last sample looks like transparency and is none: a saved selection, for one. */
export function isOpaque({ extra, photometric, samples }: TiffLayout): boolean {
  const colours = photometric <= 1 || photometric === photometrics.palette ? 1 : 3
  return extra === unspecified && samples === colours + 1
}
