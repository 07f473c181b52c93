import { test } from '@japa/runner'
import { chmod, readFile, rm } from 'node:fs/promises'
import sharp, { type Metadata } from 'sharp'
import { formats } from '#app/media/formats'
import { decodeLargeAvif, largeAvif } from '#app/media/image/large_avif'
import { decode, type Raster } from '#app/media/image/raster'
import { planFor } from '#app/media/plan'
import { Rejection } from '#app/media/rejection'
import { findTools } from '#app/media/tools'
import { codedPicture, cropped, makeHeif, mirrored, turned } from '#tests/support/media/heif'
import { fixture, limits, outcomeOf, recipes, write } from '#tests/unit/media/harness'

const memory = 256 * 1024 * 1024
const edge = 1600
const tools = await findTools(process.env.PATH ?? '')
const options = { limits, tools, recipes, contentType: 'image/avif', onVariant: async () => {} }
const size: [number, number] = [400, 300]
const format = formats.find(({ type }) => type === 'image/avif')!

/** One corner is of another colour. */
const scene = await sharp({
  create: { width: 400, height: 300, channels: 3, background: '#c04020' },
})
  .composite([
    {
      input: { create: { width: 130, height: 90, channels: 3, background: '#20c0f0' } },
      left: 0,
      top: 0,
    },
  ])
  .removeAlpha()
  .png()
  .toBuffer()
const avifOf = (settings = {}) =>
  sharp(scene)
    .avif({ effort: 0, quality: 90, ...settings })
    .toBuffer()

/** By ffmpeg, where it is installed, and by libvips. */
async function decodeTwice(path: string): Promise<[Raster, Raster]> {
  const header = await sharp(path).metadata()
  const picture = await largeAvif(path, header, options)
  const one = picture && (await decodeLargeAvif(path, picture, header, edge, options, memory))
  const other = await decode(path, edge)
  return [one ?? other, other]
}

/** How far apart the samples of two pictures are on average, of 255. */
function difference(one: Raster, other: Raster) {
  let sum = 0
  for (const [index, value] of one.data.entries()) sum += Math.abs(value - other.data[index])
  return sum / one.data.length
}

const headOf = (file: Buffer) => file.subarray(0, 120)

const turns = [0, 1, 2, 3].flatMap((angle) =>
  ([undefined, 'above', 'left'] as const).map((axis) => ({
    name: `turned by ${angle} quarters${axis ? ` and mirrored ${axis}` : ''}`,
    make: async () =>
      makeHeif({
        picture: codedPicture(await avifOf()),
        size,
        transformations: [turned(angle), ...(axis ? [mirrored(axis)] : [])],
      }),
  }))
)

/** A program that can decode AV1, it says, and then does something else. */
async function ffmpegThat(deed: string) {
  const answer = 'case "$*" in *decoder=*) echo Decoder; exit;; esac'
  const ffmpeg = await write('ffmpeg', `#!/bin/sh\n${answer}\n${deed}\n`)
  await chmod(ffmpeg, 0o755)
  return { ...tools, ffmpeg }
}

/** Of as many pixels as libaom is not asked for first. */
const largeScene = () => sharp(scene).resize(4000, 3000).avif({ effort: 0, quality: 50 }).toBuffer()

/** So many bytes that say nothing, as a decoder of AV1 skips them. */
function padding(length: number) {
  const obu = Buffer.alloc(6 + length, 0x55)
  obu[0] = 0x7a
  // Its length, in seven bits a byte.
  for (let at = 0; at < 5; at++) {
    obu[at + 1] = (Math.floor(length / 128 ** at) % 128) + (at < 4 ? 0x80 : 0)
  }
  return obu
}

test.group('Large AVIF', () => {
  test('a picture {name} looks to ffmpeg as it does to libvips')
    .with([
      { name: 'of a camera', make: () => readFile(fixture('good/photo.avif')) },
      { name: 'in half as many colours', make: () => avifOf({ chromaSubsampling: '4:2:0' }) },
      { name: 'in 10 bits', make: () => avifOf({ bitdepth: 10 }) },
      { name: 'in 12 bits, without loss', make: () => avifOf({ bitdepth: 12, lossless: true }) },
      { name: 'in grey', make: () => sharp(scene).greyscale().avif({ effort: 0 }).toBuffer() },
      {
        name: 'in Display P3',
        make: () => sharp(scene).withIccProfile('p3').avif({ effort: 0 }).toBuffer(),
      },
      ...turns,
    ])
    .run(async ({ assert }, { make }) => {
      const [one, other] = await decodeTwice(await write('a.avif', await make()))
      const sizeOf = ({ width, height }: Raster) => [width, height]

      assert.deepEqual(sizeOf(one), sizeOf(other))
      assert.isBelow(difference(one, other), 2.5)
    })

  test('a picture that is {name} is left to libvips')
    .with([
      {
        name: 'cut',
        make: async () => {
          const picture = codedPicture(await avifOf())
          return makeHeif({ picture, size, transformations: [cropped([64, 48], [0, 0])] })
        },
      },
      {
        name: 'put together of tiles',
        make: async () => {
          const picture = codedPicture(await avifOf())
          return makeHeif({ picture, size, grid: { columns: 1, rows: 2, size: [400, 600] } })
        },
      },
      {
        name: 'transparent',
        make: () => sharp(scene).ensureAlpha(0.5).avif({ effort: 0 }).toBuffer(),
      },
      { name: 'cut off', make: async () => headOf(await avifOf()) },
    ])
    .run(async ({ assert }, { make }) => {
      const avif = await make()
      const path = await write('a.avif', avif)
      const header = { hasAlpha: avif.includes('auxl') } as Metadata

      assert.isUndefined(await largeAvif(path, header, options))
    })

  test('damaged, it is rejected', async ({ assert }) => {
    const avif = await avifOf()
    avif.fill(0, avif.indexOf('mdat') + 40)
    const path = await write('a.avif', avif)

    await assert.rejects(() => decodeTwice(path), /damaged/)
  })

  test('its coded bytes are counted in what ffmpeg is given', async ({ assert }) => {
    const coded = codedPicture(await largeScene())
    const picture = { ...coded, data: Buffer.concat([coded.data, padding(40_000_000)]) }
    const path = await write('a.avif', makeHeif({ picture, size: [4000, 3000] }))
    const plan = await planFor(path, format, options)
    const header = await sharp(path).metadata()

    assert.isAtLeast(plan.memory, 2 * picture.data.length)
    if (!plan.avif) return
    const bounded = { ...options, limits: { ...limits, memory: plan.memory } }
    const raster = await decodeLargeAvif(path, plan.avif, header, edge, bounded, plan.memory)
    assert.equal(raster.width, edge)
  }).timeout(60_000)

  test('in pieces it looks as in one', async ({ assert }) => {
    const picture = codedPicture(await avifOf())
    const half = Math.floor(picture.data.length / 2)
    const pieces: [number, number][] = [
      [0, half],
      [half, picture.data.length - half],
    ]
    const [one, other] = await decodeTwice(
      await write('a.avif', makeHeif({ picture, size, pieces }))
    )

    assert.isBelow(difference(one, other), 2.5)
  })

  test('whose pieces {name} is rejected before any of them is read')
    .with([
      {
        name: 'are more than the file',
        piecesOf: (length: number) => [
          [0, length],
          [0, length],
        ],
      },
      { name: 'end behind it', piecesOf: (length: number) => [[0, length + 1]] },
      { name: 'begin behind it', piecesOf: (length: number) => [[length + 1, 0]] },
    ])
    .run(async ({ assert }, { piecesOf }) => {
      const coded = codedPicture(await largeScene())
      const picture = { ...coded, data: Buffer.concat([coded.data, padding(100_000)]) }
      const pieces = piecesOf(picture.data.length) as [number, number][]
      const path = await write('a.avif', makeHeif({ picture, size: [4000, 3000], pieces }))

      if (tools.ffmpeg) await assert.rejects(() => planFor(path, format, options), /damaged/)
    })

  test('in many pieces it is left to libvips', async ({ assert }) => {
    const picture = codedPicture(await avifOf())
    const pieces = Array.from({ length: 33 }, (_, index): [number, number] => [index, 1])
    const path = await write('a.avif', makeHeif({ picture, size, pieces }))

    assert.isUndefined(await largeAvif(path, {} as Metadata, options))
  })

  test('when ffmpeg {name}, it is not rejected')
    .with([
      { name: 'is killed', deed: 'kill -KILL $$' },
      { name: 'is told to end', deed: 'exit 255' },
      { name: 'goes away', deed: 'exit', hasGone: true },
    ])
    .run(async ({ assert }, { deed, hasGone }) => {
      const path = await write('a.avif', await avifOf())
      const header = await sharp(path).metadata()
      const settings = { ...options, tools: await ffmpegThat(deed) }
      const picture = await largeAvif(path, header, settings)
      if (hasGone) await rm(settings.tools.ffmpeg)
      const error = await decodeLargeAvif(path, picture!, header, edge, settings, memory).catch(
        (reason) => reason
      )

      assert.instanceOf(error, Error)
      assert.notInstanceOf(error, Rejection)
    })

  test('when ffmpeg fails on it, libaom has the last word', async ({ assert }) => {
    const whole = await largeScene()
    const damaged = Buffer.from(whole).fill(0, whole.indexOf('mdat') + 40)
    const outcome = async (avif: Buffer) => {
      const settings = { contentType: 'image/avif', tools: await ffmpegThat('exit 1') }
      return outcomeOf(await write('a.avif', avif), settings)
    }

    assert.equal(await outcome(whole), 'ready')
    assert.equal(await outcome(damaged), 'E_IMAGE_CORRUPT')
  }).timeout(60_000)

  test('100 megapixels in full colour are allowed exactly where ffmpeg is installed', async ({
    assert,
  }) => {
    const avif = await avifOf({ chromaSubsampling: '4:4:4' })
    const large = Buffer.alloc(8)
    large.writeUInt32BE(11_547)
    large.writeUInt32BE(8660, 4)
    large.copy(avif, avif.indexOf('ispe') + 8)
    const path = await write('a.avif', avif)
    const plan = () => planFor(path, format, options)

    if (!(await largeAvif(path, {} as Metadata, options))) {
      await assert.rejects(plan, /memory/)
    } else {
      const { memory: counted } = await plan()
      assert.isBelow(counted, 2 * memory)
    }
  })
})
