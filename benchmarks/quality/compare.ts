/*
 * `node benchmarks/quality/compare.ts photo left top out.webp`: a detail of the preview beside itself
 * in several encodings, twice as large as it is.
 */
import sharp, { type Sharp } from 'sharp'

const side = 150
const zoom = 2
const line = 24
const shown: [name: string, encode: (picture: Sharp) => Sharp][] = [
  ['not encoded', (picture) => picture.png()],
  ['WebP 60', (picture) => picture.webp({ quality: 60, effort: 2 })],
  ['WebP 80', (picture) => picture.webp({ quality: 80, effort: 2 })],
  ['WebP 90', (picture) => picture.webp({ quality: 90, effort: 2 })],
]

const [photo, left, top, out] = process.argv.slice(2)
const preview = await sharp(photo)
  .autoOrient()
  .resize(1600, 1600, { fit: 'inside' })
  .png()
  .toBuffer()
const tiles = []
for (const [index, [name, encode]] of shown.entries()) {
  const encoded = await encode(sharp(preview)).toBuffer()
  const detail = await sharp(encoded)
    .extract({ left: Number(left), top: Number(top), width: side, height: side })
    .resize(side * zoom, side * zoom, { kernel: 'nearest' })
    .png()
    .toBuffer()
  const label = `<svg width="${side * zoom}" height="${line}"><text x="4" y="17" font-size="15" font-family="sans-serif">${name}, ${Math.round(encoded.length / 1024)} KiB</text></svg>`
  tiles.push({ input: detail, left: index * side * zoom, top: line })
  tiles.push({ input: Buffer.from(label), left: index * side * zoom, top: 0 })
}

await sharp({
  create: {
    width: shown.length * side * zoom,
    height: side * zoom + line,
    channels: 3,
    background: 'white',
  },
})
  .composite(tiles)
  .png({ palette: true, quality: 100 })
  .toFile(out)
