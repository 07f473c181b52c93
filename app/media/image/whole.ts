import { endOfPicture } from '#app/media/image/boxes'
import { verifyBlocks } from '#app/media/image/gif_blocks'
import { allItems } from '#app/media/image/items'
import { extentsIn } from '#app/media/image/ivf'
import { Rejection } from '#app/media/rejection'

/** Pictures that have bytes of their own. */
const coded = new Set(['hvc1', 'av01'])

/**
 * Throws a rejection when a picture is cut off. Of the formats whose decoders fill in or leave out
 * what is missing without a word (docs/adr/0013-truncated-images-are-rejected.md); those of the
 * others say so.
 */
export async function verifyWhole(path: string, type: string): Promise<void> {
  if (type === 'image/gif') await verifyBlocks(path)
  if (type === 'image/heic' || type === 'image/avif') {
    await endOfPicture(path)
    await verifyItems(path)
  }
}

/** That the bytes of each picture are there. */
async function verifyItems(path: string) {
  const items = (await allItems(path)) ?? []
  for (const { extents, isInFile } of items.filter(({ type }) => coded.has(type))) {
    const places = isInFile ? await extentsIn(path, extents) : extents
    if (places.length === 0) throw new Rejection('E_IMAGE_CORRUPT')
  }
}
