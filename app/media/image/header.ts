import { type Metadata } from 'sharp'
import sharp from '#media/sharp'
import { type Limits } from '#media/media'
import { Rejection } from '#media/rejection'
import { imageFault } from '#media/image/fault'

/** What libvips calls the formats that are proved by their first bytes. */
const mediaTypes: Record<string, string> = { 'image/heif': 'image/heic' }

/**
 * Reads the header of a picture without decoding it, and holds it against the limits. Throws a
 * rejection when the file is damaged, too large, or not what its first bytes say.
 */
export async function readHeader(path: string, type: string, limits: Limits): Promise<Metadata> {
  const header = await sharp(path, { limitInputPixels: false })
    .metadata()
    .catch((error) => {
      throw imageFault(error)
    })

  const mediaType = header.mediaType ?? ''
  if ((mediaTypes[mediaType] ?? mediaType) !== type) throw new Rejection('E_TYPE_MISMATCH')
  if (header.width * header.height > limits.pixels) throw new Rejection('E_IMAGE_TOO_LARGE')
  if ((header.pages ?? 1) > limits.frames) throw new Rejection('E_IMAGE_TOO_LARGE')
  return header
}
