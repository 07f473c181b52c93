import { type Metadata } from 'sharp'
import sharp from '#app/media/sharp'
import { type Limits } from '#app/media/media'
import { Rejection } from '#app/media/rejection'
import { imageFault } from '#app/media/image/fault'
import { type Source } from '#app/media/image/source'

/**
 * Reads the header of a picture without decoding it, and holds it against the limits. Throws a
 * rejection when the file is damaged, too large, or not what its first bytes say.
 */
export async function readHeader(source: Source, type: string, limits: Limits): Promise<Metadata> {
  const header = await sharp(source, { limitInputPixels: false })
    .metadata()
    .catch((error) => {
      throw imageFault(error)
    })

  const pixels = type === 'image/svg+xml' ? 0 : header.width * header.height
  if (header.mediaType !== type) throw new Rejection('E_TYPE_MISMATCH')
  if (pixels > limits.pixels) throw new Rejection('E_IMAGE_TOO_LARGE')
  if ((header.pages ?? 1) > limits.frames) throw new Rejection('E_IMAGE_TOO_LARGE')
  return header
}
