import { chunksOf } from '#app/media/image/chunks'
import { boxesIn, boxesOfMeta, type Box } from '#app/media/image/item_boxes'
import { primaryItem } from '#app/media/image/items'
import { isMoving } from '#app/media/image/source'
import { isShown, tiffLayout } from '#app/media/image/tiff_layout'
import { Rejection } from '#app/media/rejection'

/** JPEGs without loss, in steps, or of arithmetic kinds that no decoder here knows (ITU-T T.81, table B.1). */
const strangeFrames = new Set([
  'ffc3',
  'ffc5',
  'ffc6',
  'ffc7',
  'ffcb',
  'ffcd',
  'ffce',
  'ffcf',
  'fff7',
])
const frames = new Set(['ffc0', 'ffc1', 'ffc2', 'ffc9', 'ffca'])

/** Apple's own PNG, for its devices alone. */
const applesOwn = 'CgBI'

/**
 * Throws a rejection of a picture that is intact, and would be shown wrongly or be called damaged by
 * the decoders that are here.
 */
export async function verifySupported(path: string, type: string): Promise<void> {
  if (!(await isSupported(path, type))) throw new Rejection('E_IMAGE_UNSUPPORTED')
}

async function isSupported(path: string, type: string) {
  if (type === 'image/tiff') {
    const layout = await tiffLayout(path)
    return !layout || isShown(layout)
  }
  if (type === 'image/avif' || type === 'image/heic') return isSupportedItem(path)
  if (type === 'image/png') return (await firstName(path, type)) !== applesOwn
  return type !== 'image/jpeg' || !(await isStrangeJpeg(path))
}

/** What libheif cuts is the colours alone, so that the transparency is squeezed over them. */
async function isSupportedItem(path: string) {
  const boxes = await boxesOfMeta(path)
  if (!boxes) return !(await isMoving(path))
  const item = await primaryItem(path)
  const isCut = item?.properties.some(({ name }) => name === 'clap')
  const references = boxes.find(({ name }) => name === 'iref')?.body ?? Buffer.alloc(4)
  const hasMask = boxesIn(references.subarray(4)).some(({ name }) => name === 'auxl')
  return !(isCut && hasMask && isTransparent(boxes))
}

function isTransparent(boxes: Box[]) {
  const properties = boxes.find(({ name }) => name === 'iprp')?.body
  return properties?.includes('urn:mpeg:mpegB:cicp:systems:auxiliary:alpha') ?? false
}

async function firstName(path: string, type: string) {
  for await (const { name } of chunksOf(path, type)) return name
}

async function isStrangeJpeg(path: string) {
  for await (const { name, precision } of chunksOf(path, 'image/jpeg')) {
    if (strangeFrames.has(name)) return true
    if (frames.has(name)) return precision !== 8
    if (name === 'ffda') return false
  }
  return false
}
