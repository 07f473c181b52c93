import { test } from '@japa/runner'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  exifBlock,
  iptcBlock,
  jpegWith,
  pngWith,
  tag,
  xmpPacket,
} from '#tests/support/media/blocks'
import { tagsIn } from '#tests/support/media/exiftool'
import { box, international, keyed, loci, movieWith } from '#tests/support/media/movie'
import { fixture, formatOfFixture, run } from '#tests/unit/media/harness'

type Tags = Record<string, any>
type Fraction = [number, number]

const clip = await readFile(fixture('recordings/clip.mp4'))
const untold = Buffer.from(clip.toString('latin1').replaceAll('udta', 'free'), 'latin1')
// Its pixels come behind its header: it stays where it is, and another one follows.
const header = untold.subarray(32, 32 + untold.readUInt32BE(32))
const hidden = Buffer.from(untold)
hidden.write('free', 36, 'latin1')
const movie = Buffer.concat([hidden, header])

const camera = { [tag.make]: 'Acme', [tag.model]: 'One' }

/** Ways to write the same kinds of facts, that all readers know. */
function corpus() {
  const files = new Map<string, Buffer>()
  const offsets = ['+02:00', '-11:30', 'Z', '   :  ']
  const references = ['NE', 'SW', 'NW', 'SE']
  for (const [index, [up, right]] of references.entries()) {
    const degrees = (whole: number): Fraction[] => [
      [whole, 1],
      [51 - index, 1],
      [1234 + index, 100],
    ]
    const main = { ...camera, [tag.make]: `Acme ${index}` }
    const exif = { [tag.taken]: `202${index}:05:01 10:20:30`, [tag.offsetTaken]: offsets[index] }
    const gps = {
      ...{ [tag.latitudeRef]: up, [tag.latitude]: degrees(48) },
      ...{ [tag.longitudeRef]: right, [tag.longitude]: degrees(102) },
      ...{ [tag.altitudeRef]: Buffer.from([index % 2]), [tag.altitude]: [[350, 10]] as Fraction[] },
    }
    const block = exifBlock({ main, exif: { ...exif, [tag.speed]: 100 * index + 50 }, gps })
    const xmp = xmpPacket({
      'tiff:Make': `Acme ${index}`,
      'exif:DateTimeOriginal': `202${index}-05-01T10:20:30${index % 2 ? '-05:00' : ''}`,
      'exif:GPSLatitude': `48,5${index}.5${up}`,
      'exif:GPSLongitude': `102,${index},30${right}`,
      'exif:ExposureTime': `1/${60 + index}`,
      'exif:FocalLength': `${500 + index}/10`,
    })
    const signs = [up === 'S' ? '-' : '+', right === 'W' ? '-' : '+']
    const [south, west] = signs.map((sign) => (sign === '-' ? -1 : 1))
    const iso = `${signs[0]}48.5${index}${signs[1]}102.2${index}/`
    const began = `202${index}-05-01T10:20:30Z`
    const names = { 'com.android.manufacturer': 'Acme', 'com.android.model': `Phone ${index}` }
    const day = `202${index}-06-01T10:20:30+0${index}00`

    files.set(`exif-${index}.jpg`, jpegWith({ exif: block }))
    files.set(`xmp-${index}.jpg`, jpegWith({ xmp }))
    files.set(`both-${index}.jpg`, jpegWith({ exif: block, xmp }))
    files.set(`before-${index}.png`, pngWith([['eXIf', block]], 'before'))
    files.set(`behind-${index}.png`, pngWith([['eXIf', block]], 'behind'))
    files.set(`iptc-${index}.jpg`, jpegWith({ iptc: iptcBlock({ 55: `202${index}0501` }) }))
    files.set(`header-${index}.mp4`, movieWith(movie, began, []))
    files.set(`android-${index}.mp4`, movieWith(movie, began, [keyed(names)]))
    files.set(
      `loci-${index}.mp4`,
      movieWith(movie, began, [box('udta', loci(48.5 * south, 102.25 * west))])
    )
    files.set(
      `quicktime-${index}.mp4`,
      movieWith(movie, began, [
        box('udta', international('©mak', 'Acme'), international('©xyz', iso)),
        keyed({ 'com.apple.quicktime.creationdate': day }),
      ])
    )
  }
  return files
}

/** The moment that each kind of source tells, in the order of docs/adr/0106-moments-and-places.md. */
function momentIn(tags: Tags) {
  const offset = tags['EXIF:OffsetTimeOriginal'] ?? ''
  const isZoned = /^[+-]\d|^Z/.test(offset)
  const exif =
    tags['EXIF:DateTimeOriginal'] && tags['EXIF:DateTimeOriginal'] + (isZoned ? offset : '')
  const [movieDate, created] = [tags['QuickTime:CreationDate'], tags['QuickTime:CreateDate']]
  const written =
    exif ?? tags['XMP:DateTimeOriginal'] ?? tags['IPTC:DateCreated'] ?? movieDate ?? `${created}Z`
  const [day, time = '00:00:00'] = written.split(' ')
  const moment = `${day.replaceAll(':', '-')}T${time}`
  return /Z|[+-]\d\d:\d\d$/.test(moment)
    ? new Date(moment).toISOString().replace('.000', '')
    : moment
}

const first = (tags: Tags, name: string) =>
  ['EXIF', 'XMP', 'QuickTime'].map((group) => tags[`${group}:${name}`]).find((value) => value)

const axes = { latitude: 'GPSLatitude', longitude: 'GPSLongitude' }

test.group('Facts beside those of exiftool', () => {
  test('no fact of any file differs', async ({ assert, cleanup }) => {
    const folder = await mkdtemp(join(tmpdir(), 'media-'))
    cleanup(() => rm(folder, { recursive: true }))
    const files = corpus()
    for (const [name, bytes] of files) await writeFile(join(folder, name), bytes)
    const read = await tagsIn(folder)
    if (!read) return

    for (const [name, tags] of read) {
      const { meta } = await run(join(folder, name), {
        ...formatOfFixture(name),
        isSandboxed: true,
      })
      const facts = meta as Tags
      const { make, model } = facts.camera ?? {}
      assert.deepEqual(
        { name, make, model, takenAt: facts.takenAt, iso: facts.iso },
        {
          name,
          make: first(tags, 'Make') ?? tags['QuickTime:AndroidManufacturer'],
          model: first(tags, 'Model') ?? tags['QuickTime:AndroidModel'],
          takenAt: momentIn(tags),
          iso: tags['EXIF:ISO'],
        }
      )
      for (const [axis, tagName] of Object.entries(axes)) {
        const degrees = tags[`Composite:${tagName}`] ?? tags[`XMP:${tagName}`] ?? 0
        assert.closeTo(facts.gps?.[axis] ?? 0, degrees, 1e-4, name)
      }
      const measured = [first(tags, 'ExposureTime') ?? 0, first(tags, 'FocalLength') ?? 0]
      assert.closeTo(facts.exposureTime ?? 0, measured[0], 1e-6, name)
      assert.closeTo(facts.focalLength ?? 0, measured[1], 1e-6, name)
    }
    assert.equal(read.size, files.size)
  })
})
