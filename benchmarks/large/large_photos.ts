import { fileURLToPath } from 'node:url'
import sharp, { type Sharp } from 'sharp'

const source = fileURLToPath(
  new URL('../../tests/fixtures/media/good/photo-2725x2225.jpg', import.meta.url)
)

export interface Kind {
  name: string
  contentType: string
  megapixels: number
  encode: (photo: Sharp) => Sharp
}

/** What phones and cameras write at their largest, in the forms that take most to decode. */
export const progressive: Kind = {
  name: 'JPEG, progressive',
  contentType: 'image/jpeg',
  megapixels: 100,
  encode: (photo) => photo.jpeg({ progressive: true }),
}
/** Blurred, for 100 megapixels of grain in a PNG are more bytes than are taken in. */
export const png: Kind = {
  name: 'PNG',
  contentType: 'image/png',
  megapixels: 100,
  encode: (photo) => photo.blur(3).png({ compressionLevel: 3 }),
}
export const avif: Kind = {
  name: 'AVIF, 4:4:4',
  contentType: 'image/avif',
  megapixels: 100,
  encode: (photo) => photo.avif({ effort: 0, chromaSubsampling: '4:4:4' }),
}

/** The bytes of a real photo, enlarged. */
export function makeLargePhoto({ megapixels, encode }: Kind): Promise<Buffer> {
  const side = Math.floor(Math.sqrt(megapixels * 1e6))
  return encode(sharp(source).resize(side, side, { fit: 'fill' })).toBuffer()
}
