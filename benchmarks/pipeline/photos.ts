import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'

const source = fileURLToPath(
  new URL('../../tests/fixtures/media/good/photo-2725x2225.jpg', import.meta.url)
)

/** Twelve megapixels, as most phones take them, about 4 MB each. */
const size = { width: 4000, height: 3000 }

export interface Photo {
  path: string
  bytes: Buffer
}

/** Writes so many different photos of 12 megapixels into a folder. */
export async function makePhotos(folder: string, count: number): Promise<Photo[]> {
  const photos: Photo[] = []
  for (let index = 0; index < count; index++) {
    const path = join(folder, `photo-${index}.jpg`)
    const brightness = 0.9 + (0.2 * index) / count
    await writeFile(path, await developed(brightness))
    photos.push({ path, bytes: await readFile(path) })
  }
  return photos
}

/** The fixture, enlarged, with the grain of a sensor. */
async function developed(brightness: number) {
  const noise = { type: 'gaussian', mean: 128, sigma: 6 } as const
  const grain = await sharp({ create: { ...size, channels: 3, background: 'grey', noise } })
    .png({ compressionLevel: 0 })
    .toBuffer()
  return sharp(source)
    .resize(size.width, size.height, { fit: 'cover' })
    .modulate({ brightness })
    .composite([{ input: grain, blend: 'soft-light' }])
    .jpeg({ quality: 90 })
    .toBuffer()
}
