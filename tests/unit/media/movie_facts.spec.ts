import { test } from '@japa/runner'
import { readFile } from 'node:fs/promises'
import { international, keyed, loci, box, movieWith } from '#tests/support/media/movie'
import { fixture, run, write } from '#tests/unit/media/harness'

const clip = await readFile(fixture('recordings/iphone.mov'))
const began = '2024-05-01T10:20:30Z'
const apple = 'com.apple.quicktime.'

async function metaOf(boxes: Buffer[], created: string | undefined = began, withholdGps = false) {
  const path = await write('a.mov', movieWith(plain, created, boxes))
  const options = { contentType: 'video/quicktime', isSandboxed: true, withholdGps }
  const { meta } = await run(path, options)
  return meta as Record<string, any>
}

/** Without the names and the place that it has. */
const plain = withoutTags(clip)

function withoutTags(movie: Buffer) {
  const bytes = Buffer.from(movie)
  for (const name of ['udta', 'keys', 'ilst']) {
    for (let at = bytes.indexOf(name); at >= 0; at = bytes.indexOf(name, at + 4)) {
      bytes.write('free', at, 'latin1')
    }
  }
  return bytes
}

test.group('Facts of movies', () => {
  test('the moment is {0}')
    .with([
      ['that of its header', [], '2024-05-01T10:20:30Z', '+00:00'],
      [
        "Apple's, with its zone",
        [keyed({ [`${apple}creationdate`]: '2024-05-01T12:20:31+0200' })],
        '2024-05-01T10:20:31Z',
        '+02:00',
      ],
      [
        "QuickTime's, where it has a time",
        [box('udta', international('©day', '2024-05-01T12:20:32+02:00'))],
        '2024-05-01T10:20:32Z',
        '+02:00',
      ],
      [
        'no day of a release',
        [box('udta', international('©day', '1999-01-01'))],
        '2024-05-01T10:20:30Z',
        '+00:00',
      ],
      [
        'not one that cannot be read',
        [keyed({ [`${apple}creationdate`]: 'yesterday' })],
        '2024-05-01T10:20:30Z',
        '+00:00',
      ],
    ] as const)
    .run(async ({ assert }, [, boxes, takenAt, takenZone]) => {
      assert.containsSubset(await metaOf([...boxes]), { takenAt, takenZone })
    })

  test('a clock that was never set tells no moment', async ({ assert }) => {
    assert.notProperty(await metaOf([], ''), 'takenAt')
    assert.notProperty(await metaOf([], '1970-01-01T00:00:00Z'), 'takenAt')
  })

  test('the camera is named by {0}')
    .with([
      [
        'Android',
        [keyed({ 'com.android.manufacturer': 'Google', 'com.android.model': 'Pixel 8' })],
      ],
      ['Apple', [keyed({ [`${apple}make`]: 'Google', [`${apple}model`]: 'Pixel 8' })]],
      [
        'QuickTime',
        [box('udta', international('©mak', 'Google'), international('©mod', 'Pixel 8'))],
      ],
    ] as const)
    .run(async ({ assert }, [, boxes]) => {
      const { camera } = await metaOf([...boxes])
      assert.deepEqual(camera, { make: 'Google', model: 'Pixel 8' })
    })

  test('the place is told by {0}, or withheld')
    .with([
      ['loci', [box('udta', loci(-48.8583, -2.2944))]],
      ['©xyz', [box('udta', international('©xyz', '-48.8583-002.2944/'))]],
      ['Apple', [keyed({ [`${apple}location.ISO6709`]: '-48.8583-002.2944+010.000/' })]],
      ['degrees and minutes', [box('udta', international('©xyz', '-4851.498-00217.664/'))]],
      ['seconds', [box('udta', international('©xyz', '-485129.88-0021739.84/'))]],
    ] as const)
    .run(async ({ assert }, [, boxes]) => {
      const { gps } = await metaOf([...boxes])
      assert.closeTo(gps.latitude, -48.8583, 1e-4)
      assert.closeTo(gps.longitude, -2.2944, 1e-4)

      const withheld = await metaOf([...boxes], began, true)
      assert.isTrue(withheld.gpsWithheld)
      assert.notProperty(withheld, 'gps')
    })

  test('a device without a fix is nowhere', async ({ assert }) => {
    const boxes = [box('udta', international('©xyz', '+00.0000+000.0000/'))]
    assert.notProperty(await metaOf(boxes), 'gps')
  })
})
