import { type Metadata } from 'sharp'
import { orientationIn, readExif } from '#app/media/image/exif'
import { readIptc } from '#app/media/image/iptc'
import { combine } from '#app/media/image/photo_facts'
import { blocksOfPng, type PngBlocks } from '#app/media/image/png_blocks'
import { exifOfTiff } from '#app/media/image/tiff_exif'
import { readXmp } from '#app/media/image/xmp'

/** The blocks of metadata that a picture carries. */
export type Blocks = Pick<Metadata, 'exif' | 'xmp' | 'iptc' | 'icc'> & PngBlocks

/** libvips finds them all but the EXIF of a TIFF and some of a PNG. */
export async function blocksOf(
  path: string,
  { format, exif, xmp, iptc, icc }: Metadata,
  mostBytes: number
): Promise<Blocks> {
  const found = { exif, xmp, iptc, icc }
  if (format === 'tiff') return { ...found, exif: await exifOfTiff(path) }
  if (format !== 'png') return found
  const own = await blocksOfPng(path, mostBytes)
  return { ...own, exif: exif ?? own.exif, xmp: xmp ?? own.xmp, iptc: iptc ?? own.iptc, icc }
}

/** What the blocks tell; those of more than `mostBytes` are left unread. */
export function factsIn({ creationTime, ...blocks }: Blocks, mostBytes: number) {
  const readers = { exif: readExif, xmp: readXmp, iptc: readIptc }
  const read = (['exif', 'xmp', 'iptc'] as const).flatMap((name) => {
    const block = blocks[name]
    return block && block.length <= mostBytes ? [readers[name](block)] : []
  })
  return combine([...read, { facts: {}, original: [{ moment: creationTime }] }])
}

/** The header with the orientation that only the blocks tell of. */
export function orientedBy({ exif }: Blocks, header: Metadata): Metadata {
  const orientation = header.format === 'png' && !header.orientation && exif && orientationIn(exif)
  if (!orientation) return header
  const { width, height } = header
  const autoOrient = orientation > 4 ? { width: height, height: width } : { width, height }
  return { ...header, orientation, autoOrient }
}
