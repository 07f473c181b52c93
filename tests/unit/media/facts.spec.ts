import { test } from '@japa/runner'
import { deflateSync } from 'node:zlib'
import { codedPicture, makeHeif } from '#tests/support/media/heif'
import {
  exifBlock,
  iptcBlock,
  jpegWith,
  pngWith,
  tag,
  xmpPacket,
  type Directory,
} from '#tests/support/media/blocks'
import { readFile } from 'node:fs/promises'
import { fixture, run, write } from '#tests/unit/media/harness'

const clock = '2024:05:01 10:20:30'
const camera = { [tag.make]: 'Acme', [tag.model]: 'One' }
const degrees: [number, number][] = [
  [48, 1],
  [51, 1],
  [30, 1],
]
const north = { [tag.latitudeRef]: 'N', [tag.latitude]: degrees }
const east = {
  [tag.longitudeRef]: 'E',
  [tag.longitude]: [
    [2, 1],
    [17, 1],
    [40, 1],
  ],
} as Directory
const place = { latitude: 48.8583, longitude: 2.2944 }

async function metaOf(bytes: Buffer, contentType = 'image/jpeg', withholdGps = false) {
  const options = { contentType, withholdGps, isSandboxed: true }
  const { meta } = await run(await write('a', bytes), options)
  return meta as Record<string, any>
}

const ofExif = (exif: Directory, gps: Directory = {}) =>
  metaOf(jpegWith({ exif: exifBlock({ main: camera, exif, gps }) }))

test.group('Moments of photos', () => {
  test('an offset of "{0}" gives {1} in zone {2}')
    .with([
      ['+02:00', '2024-05-01T08:20:30Z', '+02:00'],
      ['-03:30', '2024-05-01T13:50:30Z', '-03:30'],
      ['Z', '2024-05-01T10:20:30Z', '+00:00'],
      ['+0200', '2024-05-01T08:20:30Z', '+02:00'],
      ['+2:00', '2024-05-01T08:20:30Z', '+02:00'],
      ['GMT+2', '2024-05-01T08:20:30Z', '+02:00'],
      ['\u221205:00', '2024-05-01T15:20:30Z', '-05:00'],
      ['   :  ', '2024-05-01T10:20:30', undefined],
      ['      ', '2024-05-01T10:20:30', undefined],
      ['+25:99', '2024-05-01T10:20:30', undefined],
      ['summer', '2024-05-01T10:20:30', undefined],
    ] as const)
    .run(async ({ assert }, [offset, takenAt, takenZone]) => {
      const meta = await ofExif({ [tag.taken]: clock, [tag.offsetTaken]: offset })

      assert.equal(meta.takenAt, takenAt)
      assert.equal(meta.takenZone, takenZone)
    })

  test('"{0}" is read as {1}')
    .with([
      ['2024-05-01 10:20:30', '2024-05-01T10:20:30'],
      ['2024-05-01T10:20:30+02:00', '2024-05-01T08:20:30Z'],
      ['2024:05:01 10:20:30.25', '2024-05-01T10:20:30.250'],
      ['2024:05:01  9:05:03', '2024-05-01T09:05:03'],
      ['2024:05:01 10:20', '2024-05-01T10:20:00'],
      ['0000:00:00 00:00:00', undefined],
      ['    :  :     :  :  ', undefined],
      ['2099:01:01 10:20:30', undefined],
      ['2024:13:41 10:20:30', undefined],
    ] as const)
    .run(async ({ assert }, [written, takenAt]) => {
      const meta = await ofExif({ [tag.taken]: written })
      assert.equal(meta.takenAt, takenAt)
    })

  test('a moment that cannot be gives way to the next one that can', async ({ assert }) => {
    const exif = { [tag.taken]: '0000:00:00 00:00:00', [tag.digitized]: clock }
    const gps = {
      [tag.date]: '2024:05:01',
      [tag.time]: [
        [8, 1],
        [20, 1],
        [31, 1],
      ] as [number, number][],
    }
    const digitized = await ofExif({ ...exif, [tag.offsetDigitized]: '+02:00' }, gps)
    const satellites = await ofExif({ [tag.taken]: ' ' }, gps)

    assert.equal(digitized.takenAt, '2024-05-01T08:20:30Z')
    assert.equal(satellites.takenAt, '2024-05-01T08:20:31Z')
  })

  test('XMP and IPTC tell the moment where EXIF does not, the one of taking first', async ({
    assert,
  }) => {
    const exif = exifBlock({ exif: { [tag.digitized]: '2024:06:02 11:12:13' } })
    const iptc = iptcBlock({ 55: '20230401', 60: '091011+0200' })
    const xmp = xmpPacket({ 'exif:DateTimeOriginal': '2022-03-04T05:06:07' })
    const scanned = xmpPacket({ 'xmp:CreateDate': '2021-01-02T03:04:05Z' })
    const takenAt = async (blocks: Parameters<typeof jpegWith>[0]) => {
      const meta = await metaOf(jpegWith(blocks))
      return meta.takenAt
    }

    assert.equal(await takenAt({ exif, xmp, iptc }), '2022-03-04T05:06:07')
    assert.equal(await takenAt({ exif, iptc }), '2023-04-01T07:10:11Z')
    assert.equal(await takenAt({ exif, xmp: scanned }), '2024-06-02T11:12:13')
    assert.equal(await takenAt({ xmp: scanned }), '2021-01-02T03:04:05Z')
  })
})

test.group('Places and cameras of photos', () => {
  test('hemispheres are read as "{0}" and "{1}"')
    .with([
      ['N', 'E', 1, 1],
      ['S', 'W', -1, -1],
      ['South', 'West', -1, -1],
      ['s', 'e', -1, 1],
    ] as const)
    .run(async ({ assert }, [latitudeRef, longitudeRef, up, right]) => {
      const gps = { ...north, ...east, [tag.latitudeRef]: latitudeRef }
      const { gps: found } = await ofExif({}, { ...gps, [tag.longitudeRef]: longitudeRef })

      assert.closeTo(found.latitude, up * place.latitude, 1e-4)
      assert.closeTo(found.longitude, right * place.longitude, 1e-4)
    })

  test('a place is one number or three, and none without a fix', async ({ assert }) => {
    const decimal = { [tag.latitude]: [[48858300, 1000000]], [tag.longitude]: [[22944, 10000]] }
    const one = await ofExif({}, { ...north, ...east, ...(decimal as Directory) })
    const lost = [
      [0, 0],
      [0, 0],
      [0, 0],
    ] as [number, number][]
    const none = await ofExif(
      {},
      { ...north, ...east, [tag.latitude]: lost, [tag.longitude]: lost }
    )
    const zero = [
      [0, 1],
      [0, 1],
      [0, 1],
    ] as [number, number][]
    const nowhere = { ...north, ...east, [tag.latitude]: zero, [tag.longitude]: zero }

    assert.closeTo(one.gps.latitude, place.latitude, 1e-4)
    assert.closeTo(one.gps.longitude, place.longitude, 1e-4)
    assert.notProperty(none, 'gps')
    assert.notProperty(await ofExif({}, nowhere), 'gps')
  })

  test('XMP tells camera and place, and the place can be withheld', async ({ assert }) => {
    const xmp = xmpPacket(
      {
        'tiff:Make': 'Acme &amp; Sons',
        'exif:GPSLatitude': '48,51,30S',
        'exif:GPSLongitude': '2,17.6667W',
        'exif:FNumber': '28/10',
      },
      '<tiff:Model>Two</tiff:Model><exif:ISOSpeedRatings><rdf:Seq><rdf:li>200</rdf:li></rdf:Seq></exif:ISOSpeedRatings>'
    )
    const told = await metaOf(jpegWith({ xmp }))
    const withheld = await metaOf(jpegWith({ xmp }), 'image/jpeg', true)

    assert.deepEqual(told.camera, { make: 'Acme & Sons', model: 'Two' })
    assert.containsSubset(told, { aperture: 2.8, iso: 200 })
    assert.closeTo(told.gps.latitude, -place.latitude, 1e-4)
    assert.closeTo(told.gps.longitude, -place.longitude, 1e-4)
    assert.isTrue(withheld.gpsWithheld)
    assert.notProperty(withheld, 'gps')
  })

  test('an XMP packet with prefixes of its own, in UTF-16, tells the same', async ({ assert }) => {
    const packet = xmpPacket({ 'tiff:Make': 'Acme' }).toString()
    const text = `\uFEFF${packet.replaceAll('tiff:', 'ns0:').replaceAll(':tiff', ':ns0')}`
    const xmp = Buffer.from(text, 'utf16le')

    const { camera: found } = await metaOf(jpegWith({ xmp }))
    assert.deepEqual(found, { make: 'Acme' })
  })

  test('what lies behind the end of a name is no part of it', async ({ assert }) => {
    const meta = await metaOf(
      jpegWith({ exif: exifBlock({ main: { [tag.make]: 'GoPro\0\0\u00fcx\u00c0\0HU' } }) })
    )
    assert.deepEqual(meta.camera, { make: 'GoPro' })
  })

  test('an ISO speed that does not fit is told by the index, and the first of two counts', async ({
    assert,
  }) => {
    const large = await ofExif({ [tag.speed]: 65_535, [tag.index]: 51_200 })
    const pair = await ofExif({ [tag.speed]: { shorts: [100, 0] } })

    assert.equal(large.iso, 51_200)
    assert.equal(pair.iso, 100)
  })
})

const exif = exifBlock({
  main: { ...camera, [tag.orientation]: 6 },
  exif: { [tag.taken]: clock },
  gps: { ...north, ...east },
})
const digits = exif.toString('hex').replaceAll(/.{72}/g, '$&\n')
const profile = `\nexif\n${String(exif.length).padStart(8)}\n${digits}\n`
const keyword = 'Raw profile type exif'

test.group('Where EXIF may lie', () => {
  test('a PNG keeps it {0}, and is turned as it says')
    .with([
      ['before its pixels', 'before', 'eXIf', exif],
      ['behind its pixels', 'behind', 'eXIf', exif],
      [
        'as compressed text',
        'before',
        'zTXt',
        Buffer.concat([Buffer.from(`${keyword}\0\0`), deflateSync(profile)]),
      ],
      ['as text', 'behind', 'tEXt', Buffer.from(`${keyword}\0${profile}`)],
    ] as const)
    .run(async ({ assert }, [, where, name, content]) => {
      const path = await write('a.png', pngWith([[name, content]], where))
      const { meta, width, height, variants } = await run(path, { contentType: 'image/png' })

      assert.containsSubset(meta, { camera: { make: 'Acme' }, takenAt: '2024-05-01T10:20:30' })
      assert.include(meta.embedded as string[], 'exif')
      assert.closeTo((meta.gps as typeof place).latitude, place.latitude, 1e-4)
      assert.deepEqual([width, height], [24, 32])
      assert.deepEqual([variants[0].width, variants[0].height], [24, 32])
    })

  test('a HEIC keeps it behind a marker of JPEG', async ({ assert }) => {
    const picture = codedPicture(await readFile(fixture('made/corners.heic')))
    const marked = Buffer.concat([Buffer.from('\xff\xe1\x01\x00Exif\0\0', 'latin1'), exif])
    const file = makeHeif({ picture, size: [96, 64], exif: marked })
    const meta = await metaOf(file, 'image/heic')

    assert.containsSubset(meta, { camera: { make: 'Acme' }, takenAt: '2024-05-01T10:20:30' })
  })

  test('a TIFF keeps it behind pointers of their own type, or in its only directory', async ({
    assert,
  }) => {
    const pixels = { 256: 1, 257: 1, 258: 8, 259: 1, 262: 1, 273: 4, 277: 1, 278: 1, 279: 1 }
    const pointed = exifBlock({ main: { ...pixels, ...camera }, gps: { ...north, ...east } }, 13)
    const alone = exifBlock({ main: { ...pixels, ...camera } })

    const told = await metaOf(pointed, 'image/tiff')
    assert.equal(told.camera.model, 'One')
    assert.closeTo(told.gps.longitude, place.longitude, 1e-4)
    const { camera: found } = await metaOf(alone, 'image/tiff')
    assert.deepEqual(found, { make: 'Acme', model: 'One' })
  })

  test('a PNG tells its day of creation in plain text', async ({ assert }) => {
    const content = Buffer.from('Creation Time\x002024:05:01 10:20:30')
    const meta = await metaOf(pngWith([['tEXt', content]], 'before'), 'image/png')

    assert.equal(meta.takenAt, '2024-05-01T10:20:30')
  })
})
