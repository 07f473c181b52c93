/*
 * `npm run benchmark:quality [-- photo …]`: size, similarity and CPU time of thumbnails and previews
 * in several encodings, over the photos of the fixtures or those that are named.
 */
import sharp, { type Sharp } from 'sharp'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { encodings } from './encodings.js'
import { similarity } from './similarity.js'
import { markdown } from '../support/table.js'

const edges = [320, 1600]
const fixtures = [
  'cmyk.jpg',
  'flowers.jpeg',
  'gps.jpg',
  'hdr-gain-map.jpg',
  'orientation-1.jpg',
  'phone.jpg',
  'photo-2725x2225.jpg',
  'photo.webp',
  'portrait-orientation-6.jpg',
].map((name) => fileURLToPath(new URL(`../../tests/fixtures/media/good/${name}`, import.meta.url)))

const { positionals } = parseArgs({ allowPositionals: true })
const photos = positionals.length > 0 ? positionals : fixtures
const rows = encodings.map(({ name }) => [name])

for (const edge of edges) {
  const originals = await Promise.all(photos.map((photo) => scaled(photo, edge)))
  for (const [index, { encode }] of encodings.entries()) {
    const results = []
    for (const original of originals) results.push(await measure(original, encode))
    rows[index].push(
      (mean(results.map(({ size }) => size)) / 1024).toFixed(1),
      mean(results.map((result) => result.similarity)).toFixed(4),
      Math.min(...results.map((result) => result.similarity)).toFixed(4),
      mean(results.map(({ cpu }) => cpu)).toFixed(1)
    )
  }
}

const heads = edges.flatMap((edge) => [`${edge}: KiB`, 'SSIM', 'worst', 'ms CPU'])
console.log(
  `${photos.length} photos, sharp ${sharp.versions.sharp}, libwebp ${sharp.versions.webp}`
)
console.log(markdown({ heads: ['encoding', ...heads], rows }))

/** The photo as it goes into the encoder. */
function scaled(photo: string, edge: number) {
  return sharp(photo)
    .autoOrient()
    .resize(edge, edge, { fit: 'inside', withoutEnlargement: true })
    .png({ compressionLevel: 0 })
    .toBuffer()
}

async function measure(original: Buffer, encode: (picture: Sharp) => Sharp) {
  const { data, info } = await sharp(original).raw().toBuffer({ resolveWithObject: true })
  const before = process.cpuUsage()
  const encoded = await encode(sharp(data, { raw: info })).toBuffer()
  const { user, system } = process.cpuUsage(before)
  return {
    size: encoded.length,
    cpu: (user + system) / 1000,
    similarity: await similarity(original, encoded),
  }
}

function mean(values: number[]) {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
