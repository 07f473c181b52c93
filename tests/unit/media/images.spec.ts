import { test } from '@japa/runner'
import { readFile } from 'node:fs/promises'
import sharp, { type Sharp } from 'sharp'
import { chunksOf, fixture, pictureChunks, run, write } from '#tests/unit/media/harness'

const photos: [name: string, contentType: string, width: number, height: number][] = [
  ['16-bit-grey-alpha.png', 'image/png', 109, 96],
  ['alpha.webp', 'image/webp', 300, 300],
  ['animated.gif', 'image/gif', 80, 80],
  ['animated.webp', 'image/webp', 370, 285],
  ['cmyk.jpg', 'image/jpeg', 500, 333],
  ['drawing.svg', 'image/svg+xml', 480, 360],
  ['flowers.jpeg', 'image/jpeg', 1920, 1080],
  ['gps.jpg', 'image/jpeg', 640, 480],
  ['hdr-gain-map.jpg', 'image/jpeg', 3840, 2160],
  ['iphone.heic', 'image/heic', 2566, 3313],
  ['multipage.tif', 'image/tiff', 2464, 3248],
  ['orientation-1.jpg', 'image/jpeg', 600, 450],
  ['orientation-3.jpg', 'image/jpeg', 600, 450],
  ['orientation-6.jpg', 'image/jpeg', 600, 450],
  ['orientation-8.jpg', 'image/jpeg', 600, 450],
  ['phone.jpg', 'image/jpeg', 3264, 2448],
  ['photo-2725x2225.jpg', 'image/jpeg', 2725, 2225],
  ['photo.avif', 'image/avif', 4096, 800],
  ['photo.png', 'image/png', 2048, 1536],
  ['photo.webp', 'image/webp', 1024, 772],
  ['portrait-orientation-6.jpg', 'image/jpeg', 450, 600],
  ['sample.heif', 'image/heic', 640, 426],
]

/** Marks the upper left corner of a picture. */
const corner = { create: { width: 12, height: 12, channels: 3, background: 'red' } } as const

/** How the pixels of an upright picture are stored under each orientation (EXIF 2.3, 4.6.4). */
const stored: Record<number, (upright: Sharp) => Sharp> = {
  2: (upright) => upright.flop(),
  3: (upright) => upright.rotate(180),
  4: (upright) => upright.flip(),
  5: (upright) => upright.flop().rotate(270),
  6: (upright) => upright.rotate(270),
  7: (upright) => upright.flop().rotate(90),
  8: (upright) => upright.rotate(90),
}

test.group('Images', () => {
  test('{0} becomes a thumbnail and a preview')
    .with(photos)
    .run(async ({ assert }, [name, contentType, width, height]) => {
      const { variants, ...inspection } = await run(fixture(`good/${name}`), { contentType })

      assert.containsSubset(inspection, { contentType, kind: 'image', width, height })
      assert.deepEqual(
        variants.map((variant) => variant.name),
        ['thumbnail', 'preview']
      )
      for (const [index, edge] of [320, 1600].entries()) {
        const { bytes, ...variant } = variants[index]
        const scale = Math.min(1, edge / Math.max(width, height))
        const made = await sharp(bytes).metadata()
        assert.equal(made.format, 'webp')
        assert.closeTo(variant.width, width * scale, 1)
        assert.closeTo(variant.height, height * scale, 1)
        assert.deepEqual([made.width, made.height], [variant.width, variant.height])
        assert.includeMembers(pictureChunks, chunksOf(bytes))
      }
      assert.isBelow(Buffer.from(inspection.placeholder!, 'base64').length, 40)
    })

  test('a photo of orientation {0}, mirrored or turned, is shown upright')
    .with([[2], [3], [4], [5], [6], [7], [8]])
    .run(async ({ assert }, [orientation]) => {
      const upright = await sharp({
        create: { width: 60, height: 40, channels: 3, background: 'black' },
      })
        .composite([{ input: corner, left: 0, top: 0 }])
        .png()
        .toBuffer()
      const pixels = await stored[orientation](sharp(upright)).png().toBuffer()
      const photo = await sharp(pixels).withMetadata({ orientation }).jpeg().toBuffer()
      const { width, height, variants } = await run(await write('a.jpg', photo), {
        contentType: 'image/jpeg',
      })

      assert.deepEqual([width, height], [60, 40])
      const seen = sharp(variants[0].bytes).extract({ left: 5, top: 5, width: 1, height: 1 })
      const [red] = await seen.raw().toBuffer()
      assert.isAbove(red, 200)
    })

  test('a photo tells of its camera, its moment and its place', async ({ assert }) => {
    const { meta } = await run(fixture('good/gps.jpg'), { contentType: 'image/jpeg' })

    assert.containsSubset(meta, {
      camera: { make: 'NIKON', model: 'COOLPIX P6000' },
      takenAt: '2008-10-22T16:28:39',
      aperture: 5.9,
      iso: 64,
      focalLength: 24,
      focalLength35mm: 112,
    })
    assert.closeTo(meta.exposureTime as number, 1 / 75, 1e-9)
    assert.closeTo((meta.gps as { latitude: number }).latitude, 43.4674, 1e-4)
    assert.closeTo((meta.gps as { longitude: number }).longitude, 11.8851, 1e-4)
  })

  test('a TIFF in {0}-endian order tells the same as a JPEG')
    .with([['little'], ['big']] as const)
    .run(async ({ assert }, [order]) => {
      const path = fixture(`made/gps-${order}-endian.tif`)
      const { meta } = await run(path, { contentType: 'image/tiff' })
      const ofJpeg = await run(fixture('good/gps.jpg'), { contentType: 'image/jpeg' })

      for (const name of ['camera', 'takenAt', 'exposureTime', 'aperture', 'iso']) {
        assert.deepEqual(meta[name], ofJpeg.meta[name])
      }
      const [place, same] = [meta.gps, ofJpeg.meta.gps] as Record<string, number>[]
      assert.closeTo(place.latitude, same.latitude, 1e-6)
      assert.closeTo(place.longitude, same.longitude, 1e-6)
      assert.include(meta.embedded as string[], 'exif')
    })

  test('a TIFF whose directories lead to each other or nowhere is shown without them', async ({
    assert,
  }) => {
    const whole = await readFile(fixture('made/gps-little-endian.tif'))
    const directory = whole.readUInt32LE(4)
    for (const target of [directory, 8, 0xfffffff0]) {
      const bytes = Buffer.from(whole)
      for (const tag of [0x8769, 0x8825]) {
        const entry = bytes.indexOf(Buffer.from([tag & 0xff, tag >> 8, 4, 0]), directory)
        bytes.writeUInt32LE(target, entry + 8)
      }
      const { meta } = await run(await write('a.tif', bytes), { contentType: 'image/tiff' })

      assert.notProperty(meta, 'gps')
    }
  })

  test('EXIF whose values lie outside of it tells nothing', async ({ assert }) => {
    const photo = await readFile(fixture('good/gps.jpg'))
    photo.writeUInt32LE(0x7fffffff, photo.indexOf(Buffer.from([0x0f, 0x01, 2, 0])) + 8)
    const { meta } = await run(await write('a.jpg', photo), { contentType: 'image/jpeg' })

    assert.deepEqual(meta.camera, { model: 'COOLPIX P6000' })
  })

  test('the place stays out when the owner asked for it', async ({ assert }) => {
    const { meta } = await run(fixture('good/gps.jpg'), {
      contentType: 'image/jpeg',
      withholdGps: true,
    })

    assert.notProperty(meta, 'gps')
    assert.isTrue(meta.gpsWithheld)
    assert.notInclude(JSON.stringify(meta), '43.46')
  })
})
