/*
 * The bound: sharp alone, on as many photos at a time as it is told. It verifies, hashes and stores
 * nothing. Prints how many photos it did a second. `thumbnail` decodes each at the scale of its
 * thumbnail and makes that alone, `variants` decodes once and makes thumbnail and preview.
 */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'

const renderers = { thumbnail, variants }

const [folder, concurrency, what] = process.argv.slice(2)
const render = renderers[what as keyof typeof renderers]
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

async function thumbnail(photo: string) {
  await sharp(photo)
    .autoOrient()
    .resize(320, 320, { fit: 'inside' })
    .webp({ quality: 80, effort: 4 })
    .toBuffer()
}

async function variants(photo: string) {
  const { data, info } = await sharp(photo)
    .autoOrient()
    .resize(1600, 1600, { fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const picture = () => sharp(data, { raw: info })
  await picture().resize(320, 320, { fit: 'inside' }).webp({ quality: 80, effort: 4 }).toBuffer()
  await picture().webp({ quality: 80, effort: 4 }).toBuffer()
}
