import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'

const source = fileURLToPath(
  new URL('../../tests/fixtures/media/good/photo-2725x2225.jpg', import.meta.url)
)

/** Twelve megapixels, as most phones take them, and about as many bytes. */
const size = { width: 4000, height: 3000 }

/** Writes so many different photos into a folder, and gives their bytes. */
export async function makePhotos(folder: string, count: number): Promise<Buffer[]> {
  const enlarged = sharp(source).resize(size.width, size.height, { fit: 'cover' })
  const { data, info } = await enlarged.raw().toBuffer({ resolveWithObject: true })
  const photos: Buffer[] = []
  for (let index = 0; index < count; index++) {
    const brightness = 0.9 + (0.2 * index) / count
    const photo = await sharp(data, { raw: info })
      .modulate({ brightness })
      .sharpen({ sigma: 2 })
      .jpeg({ quality: 92 })
      .toBuffer()
    await writeFile(join(folder, `photo-${index}.jpg`), photo)
    photos.push(photo)
  }
  return photos
}
