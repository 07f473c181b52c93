/*
 * The bound: sharp alone. Decodes each photo once and encodes the application's two variants, so
 * many at a time, with nothing proved, hashed, told or stored. Prints how many it did a second.
 */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'

const [folder, concurrency] = process.argv.slice(2)
const photos = await readdir(folder)
sharp.cache(false)
sharp.concurrency(1)

const queue = [...photos]
const started = performance.now()
await Promise.all(Array.from({ length: Number(concurrency) }, work))
console.log(photos.length / ((performance.now() - started) / 1000))

async function work() {
  for (let photo = queue.pop(); photo; photo = queue.pop()) await render(join(folder, photo))
}

async function render(photo: string) {
  const { data, info } = await sharp(photo)
    .autoOrient()
    .resize(1600, 1600, { fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const picture = () => sharp(data, { raw: info })
  await picture().resize(320, 320, { fit: 'inside' }).webp({ quality: 80, effort: 4 }).toBuffer()
  await picture().webp({ quality: 80, effort: 2 }).toBuffer()
}
