import { test } from '@japa/runner'
import { readFile } from 'node:fs/promises'
import ExifReader from 'exifreader'
import sharp, { type Sharp } from 'sharp'
import {
  codedPicture,
  cropped,
  makeHeif,
  mirrored,
  turned,
  type CodedPicture,
} from '#tests/support/media/heif'
import { fixture, outcomeOf, run, write } from '#tests/unit/media/harness'

/** A corner each in red, green, blue and white on black, as in `made/corners.heic`. */
const size: [number, number] = [96, 64]
const edge = 24
const right = size[0] - edge
const below = size[1] - edge
const corners = sharp({
  create: { width: 96, height: 64, channels: 3, background: 'black' },
}).composite(
  [
    { colour: '#f00', left: 0, top: 0 },
    { colour: '#0f0', left: right, top: 0 },
    { colour: '#00f', left: 0, top: below },
    { colour: '#fff', left: right, top: below },
  ].map(({ colour, ...place }) => ({
    input: { create: { width: edge, height: edge, channels: 3, background: colour } },
    ...place,
  }))
)
const upright = await corners.removeAlpha().png().toBuffer()

const coded: Record<string, CodedPicture> = {
  'image/avif': codedPicture(await sharp(upright).avif({ effort: 0, quality: 90 }).toBuffer()),
  'image/heic': codedPicture(await readFile(fixture('made/corners.heic'))),
}
const types = Object.keys(coded)

/** EXIF that says of a picture that it lies on its side. */
const lying = Buffer.from('TU0AKgAAAAgAAQESAAMAAAABAAYAAAAAAAA=', 'base64')

/** Each way in which a person can hold a camera, mirror or not, as ISO media files say it. */
const ways = [0, 1, 2, 3].flatMap((angle) =>
  ([undefined, 'above', 'left'] as const).map((axis) => ({
    name: `${angle} quarter turns${axis ? `, ${axis} mirrored` : ''}`,
    transformations: [...(angle ? [turned(angle)] : []), ...(axis ? [mirrored(axis)] : [])],
    seen: async (picture: Sharp) => {
      const upended = await picture
        .rotate(-90 * angle)
        .png()
        .toBuffer()
      if (axis === undefined) return sharp(upended)
      return axis === 'above' ? sharp(upended).flip() : sharp(upended).flop()
    },
  }))
)

/** The colours of the four corners, and the size. */
async function look(picture: Sharp) {
  const { data, info } = await picture.removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const at = (x: number, y: number) => {
    const start = (y * info.width + x) * info.channels
    return [...data.subarray(start, start + 3)].map((value) => (value > 127 ? 'f' : '0')).join('')
  }
  const [last, lowest] = [info.width - 8, info.height - 8]
  return {
    width: info.width,
    height: info.height,
    corners: [at(8, 8), at(last, 8), at(8, lowest), at(last, lowest)],
  }
}

async function show(file: Buffer, contentType: string) {
  const { width, height, variants } = await run(await write('a', file), {
    contentType,
    isSandboxed: true,
  })
  const seen = await look(sharp(variants[1].bytes))
  return { told: { width, height }, seen }
}

test.group('Turned HEIC and AVIF', () => {
  for (const contentType of types) {
    const picture = coded[contentType]

    test(`${contentType} is shown upright after {name}, whatever its EXIF says`)
      .with(ways)
      .run(async ({ assert }, { transformations, seen: turn }) => {
        const expected = await look(await turn(sharp(upright)))
        for (const exif of [undefined, lying]) {
          const file = makeHeif({ picture, size, transformations, exif })
          const { told, seen } = await show(file, contentType)

          assert.deepEqual(seen, expected)
          assert.deepEqual(told, { width: expected.width, height: expected.height })
        }
      })

    test(`${contentType} is cut before it is turned, and turned before it is mirrored`, async ({
      assert,
    }) => {
      const transformations = [cropped([64, 48], [-16, 8]), turned(1), mirrored('left')]
      const cut = await sharp(upright)
        .extract({ left: 0, top: 16, width: 64, height: 48 })
        .png()
        .toBuffer()
      const onItsSide = await sharp(cut).rotate(-90).png().toBuffer()
      const expected = await look(sharp(onItsSide).flop())
      const { told, seen } = await show(makeHeif({ picture, size, transformations }), contentType)

      assert.deepEqual(seen, expected)
      assert.deepEqual(told, { width: 48, height: 64 })
    })

    test(`${contentType} in tiles is put together and cut, then turned`, async ({ assert }) => {
      const grid = { columns: 2, rows: 3, size: [180, 190] as [number, number] }
      const tiles = [0, 96].flatMap((left) =>
        [0, 64, 128].map((top) => ({ input: upright, left, top }))
      )
      const canvas = sharp({ create: { width: 192, height: 192, channels: 3, background: 'grey' } })
      const whole = await canvas.composite(tiles).png().toBuffer()
      const seenOfIt = sharp(whole).extract({ left: 0, top: 0, width: 180, height: 190 })
      const expected = await look(sharp(await seenOfIt.png().toBuffer()).rotate(-90))
      const transformations = [turned(1)]
      const file = makeHeif({ picture, size, grid, transformations, exif: lying })
      const { told, seen } = await show(file, contentType)

      assert.deepEqual(seen, expected)
      assert.deepEqual(told, { width: 190, height: 180 })
    })
  }

  test('a picture of more tiles than are taken is too large, and not damaged', async ({
    assert,
  }) => {
    const grid = { columns: 20, rows: 20, size: [1920, 1280] as [number, number] }
    const path = await write('a', makeHeif({ picture: coded['image/heic'], size, grid }))

    assert.equal(await outcomeOf(path, { contentType: 'image/heic' }), 'E_IMAGE_TOO_LARGE')
  })

  test('the EXIF that says otherwise is there, and read', async ({ assert }) => {
    const file = makeHeif({ picture: coded['image/heic'], size, exif: lying })
    const { meta } = await run(await write('a', file), {
      contentType: 'image/heic',
      isSandboxed: true,
    })

    assert.include(meta.embedded as string[], 'exif')
    assert.equal(ExifReader.load(lying).Orientation?.value, 6)
  })
})
