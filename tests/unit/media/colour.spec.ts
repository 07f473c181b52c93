import { test } from '@japa/runner'
import sharp from 'sharp'
import { readFile } from 'node:fs/promises'
import { decodeGrid, gridOf } from '#app/media/image/heic_grid'
import { OpenHeif } from '#app/media/image/libheif'
import { fixture, run, write } from '#tests/unit/media/harness'

/** The mean of red, green and blue, 0 to 255. */
async function meanOf(bytes: Buffer) {
  const { channels } = await sharp(bytes).stats()
  return channels.slice(0, 3).map((channel) => channel.mean)
}

test.group('Colour', () => {
  test('a {profile} photo looks in sRGB as it was meant')
    .with([{ profile: 'p3' }, { profile: 'srgb' }])
    .run(async ({ assert }, { profile }) => {
      const colour = [210, 60, 90]
      const [r, g, b] = colour
      const photo = await sharp({
        create: { width: 64, height: 64, channels: 3, background: { r, g, b } },
      })
        .withIccProfile(profile)
        .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
        .toBuffer()
      const { variants } = await run(await write('photo.jpg', photo), { contentType: 'image/jpeg' })

      const mean = await meanOf(variants[0].bytes)
      for (const [channel, value] of colour.entries()) assert.closeTo(mean[channel], value, 4)
    })

  test('a 16-bit picture keeps its tones', async ({ assert }) => {
    const grey = { r: 0xb0, g: 0xb0, b: 0xb0 }
    const png = await sharp({ create: { width: 64, height: 64, channels: 3, background: grey } })
      .toColourspace('rgb16')
      .png()
      .toBuffer()
    const { variants, meta } = await run(await write('grey.png', png), { contentType: 'image/png' })
    const [brightness] = await meanOf(variants[0].bytes)

    assert.equal(meta.bitDepth, 16)
    assert.closeTo(brightness, 0xb0, 3)
  })

  test('{name} is as bright as a person sees it')
    .with([
      { name: 'a CMYK print', file: 'cmyk.jpg', brightness: [90, 140] },
      { name: 'a photo with a gain map', file: 'hdr-gain-map.jpg', brightness: [60, 120] },
    ])
    .run(async ({ assert }, { file, brightness: [least, most] }) => {
      const { variants } = await run(fixture(`good/${file}`), { contentType: 'image/jpeg' })

      for (const mean of await meanOf(variants[0].bytes)) assert.isTrue(mean > least && mean < most)
    })

  test('the profile of a HEIC is applied', async ({ assert }) => {
    const path = fixture('good/iphone.heic')
    const { variants } = await run(path, { contentType: 'image/heic' })
    const seen = await sharp(variants[0].bytes).raw().toBuffer()
    const heif = await OpenHeif.open(await readFile(path))
    const grid = await gridOf(path, await sharp(path).metadata())
    const { data, ...raw } = decodeGrid(heif, grid!)
    const stored = await sharp(data, { raw })
      .resize(variants[0].width, variants[0].height)
      .raw()
      .toBuffer()

    const saturated: number[] = []
    for (let index = 0; index < stored.length; index += 3) {
      const [r, g, b] = stored.subarray(index, index + 3)
      if (Math.max(r, g, b) - Math.min(r, g, b) > 90) saturated.push(index)
    }
    const mean = (value: (index: number) => number) =>
      saturated.reduce((sum, index) => sum + value(index), 0) / saturated.length
    const red = (index: number) => redOfDisplayP3(stored[index], stored[index + 1])

    assert.isAbove(saturated.length, 1000)
    assert.closeTo(
      mean((index) => seen[index]),
      mean(red),
      2
    )
    assert.isAbove(Math.abs(mean((index) => stored[index]) - mean(red)), 5)
  })
})

/** Red in sRGB of a Display P3 colour, by the matrix of CSS Color 4 between linear values. */
function redOfDisplayP3(red: number, green: number) {
  const linear = (value: number) =>
    value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4
  const srgb = 1.2249 * linear(red) - 0.2249 * linear(green)
  return Math.max(0, 255 * (1.055 * Math.max(srgb, 0) ** (1 / 2.4) - 0.055))
}
