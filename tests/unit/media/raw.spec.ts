import { test } from '@japa/runner'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { formatOf } from '#app/media/formats'
import { findTools } from '#app/media/tools'
import { exifBlock, jpegWith, tag } from '#tests/support/media/blocks'
import { box } from '#tests/support/media/movie'
import { outcomeOf, run, write } from '#tests/unit/media/harness'

const tools = await findTools(process.env.PATH ?? '')
const isSandboxed = true
const camera = { [tag.make]: 'Acme', [tag.model]: 'Raw' }
const taken = { [tag.taken]: '2024:05:01 10:20:30' }
const lying = { ...camera, [tag.orientation]: 6 }

/** Left half red, right half blue. */
const preview = await sharp({ create: { width: 600, height: 400, channels: 3, background: 'red' } })
  .composite([
    {
      input: { create: { width: 300, height: 400, channels: 3, background: 'blue' } },
      left: 300,
      top: 0,
    },
  ])
  .jpeg()
  .toBuffer()
const small = await sharp(preview).resize(60).jpeg().toBuffer()
const block = exifBlock({ main: lying, exif: taken })

/** What is no picture, between them. */
const noise = Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * at * 7 + at) & 0xff))

/** A RAW of the family of TIFF, with such a head. */
function tiffRaw(head: string, rest = block) {
  const bytes = Buffer.concat([rest, small, noise, preview, noise])
  bytes.write(head, 0, 'latin1')
  return bytes
}

const inCanon = (name: string, content: Buffer) => box(name, content)
const cr3 = Buffer.concat([
  box('ftyp', Buffer.from('crx \0\0\0\x01crx isom', 'latin1')),
  box(
    'moov',
    box(
      'uuid',
      Buffer.from('85c0b687820f11e08111f4ce462b6a48', 'hex'),
      inCanon('CMT1', exifBlock({ main: lying })),
      inCanon('CMT2', exifBlock({ main: taken }))
    )
  ),
  box('mdat', small, noise, preview),
])
const raf = Buffer.concat([
  Buffer.from('FUJIFILMCCD-RAW 0201FF389501', 'latin1'),
  Buffer.alloc(200),
  small,
  noise,
  preview.subarray(0, 2),
  jpegWith({ exif: block }).subarray(2, 2 + 10 + block.length),
  preview.subarray(2),
])

const photos: [name: string, contentType: string, bytes: Buffer][] = [
  [
    'a.cr2',
    'image/x-canon-cr2',
    tiffRaw('II*\0\x10\0\0\0CR\x02\0', exifBlock({ main: lying, exif: taken }, 4, 16)),
  ],
  ['a.nef', 'image/x-nikon-nef', tiffRaw('II*\0')],
  ['a.arw', 'image/x-sony-arw', tiffRaw('II*\0')],
  ['a.dng', 'image/x-adobe-dng', tiffRaw('II*\0')],
  ['a.pef', 'image/x-pentax-pef', tiffRaw('II*\0')],
  ['a.orf', 'image/x-olympus-orf', tiffRaw('IIRO')],
  ['a.rw2', 'image/x-panasonic-rw2', tiffRaw('IIU\0')],
  ['a.cr3', 'image/x-canon-cr3', cr3],
  ['a.raf', 'image/x-fuji-raf', raf],
]

test.group('RAW photographs', () => {
  test('{0} is shown by its preview, upright, with what its camera wrote')
    .with(photos)
    .run(async ({ assert }, [filename, contentType, bytes]) => {
      const path = await write(filename, bytes)
      const { meta, variants, width, height } = await run(path, {
        contentType,
        filename,
        isSandboxed,
      })

      assert.deepEqual([width, height], [400, 600])
      assert.containsSubset(meta, {
        camera: { make: 'Acme', model: 'Raw' },
        takenAt: '2024-05-01T10:20:30',
        preview: 'embedded',
      })
      const { data, info } = await sharp(variants[1].bytes)
        .raw()
        .toBuffer({ resolveWithObject: true })
      assert.deepEqual([info.width, info.height], [400, 600])
      assert.isAbove(data[0], 200)
      assert.isAbove(data[data.length - 1], 200)
    })

  test('one without a preview is kept with its facts', async ({ assert }) => {
    const path = await write('a.dng', Buffer.concat([block, noise]))
    const { meta, variants } = await run(path, { contentType: 'image/x-adobe-dng', isSandboxed })

    assert.isEmpty(variants)
    assert.containsSubset(meta, { camera: { make: 'Acme' }, preview: 'none' })
  })

  test('each is read in a process of its own, and its name has to agree', async ({ assert }) => {
    const path = await write('a.cr3', cr3)
    const options = { contentType: 'image/x-canon-cr3', filename: 'a.nef' }

    assert.equal(await outcomeOf(path, options), 'E_TYPE_MISMATCH')
    assert.isTrue(formatOf('image/x-canon-cr3')?.isRaw)
    const { variants } = await run(path, { ...options, filename: 'a.cr3' })
    assert.lengthOf(variants, 2)
  })
})

const execute = promisify(execFile)

test.group('What ffmpeg reads besides', () => {
  test('a picture as {0} is shown')
    .with([
      ['a.bmp', 'image/bmp'],
      ['a.ico', 'image/vnd.microsoft.icon'],
      ['a.jxl', 'image/jxl'],
    ])
    .run(async ({ assert }, [filename, contentType]) => {
      if (!tools.ffmpeg) return
      const path = await write(filename, '')
      const input = ['-f', 'lavfi', '-i', 'color=red:s=64x48', '-frames:v', '1']
      await execute('ffmpeg', ['-v', 'error', '-y', ...input, path])
      const { variants, ...seen } = await run(path, { contentType, filename, tools, isSandboxed })
      const { data } = await sharp(variants[0].bytes).raw().toBuffer({ resolveWithObject: true })

      assert.containsSubset(seen, { kind: 'image', width: 64, height: 48 })
      assert.isAbove(data[0], 200)
      assert.isBelow(data[1], 60)
    })

  test('a video in Matroska has a thumbnail, and AAC alone its length', async ({ assert }) => {
    if (!tools.ffmpeg) return
    const picture = ['-f', 'lavfi', '-i', 'color=red:s=64x48:d=2:r=10']
    const sound = ['-f', 'lavfi', '-i', 'sine=d=2']
    const [film, song] = [await write('a.mkv', ''), await write('a.aac', '')]
    await execute('ffmpeg', ['-v', 'error', '-y', ...picture, '-c:v', 'libx264', film])
    await execute('ffmpeg', ['-v', 'error', '-y', ...sound, '-c:a', 'aac', song])
    const seen = await run(film, {
      contentType: 'video/x-matroska',
      filename: 'a.mkv',
      tools,
      isSandboxed,
    })
    const heard = await run(song, {
      contentType: 'audio/aac',
      filename: 'a.aac',
      tools,
      isSandboxed,
    })

    assert.lengthOf(seen.variants, 2)
    assert.closeTo(seen.meta.duration as number, 2, 0.2)
    assert.closeTo(heard.meta.duration as number, 2, 0.2)
  })

  test('a picture that ffmpeg cannot read either is damaged', async ({ assert }) => {
    if (!tools.ffmpeg) return
    const bmp = Buffer.concat([Buffer.from('BM\x40\0\0\0\0\0\0\0', 'latin1'), noise])
    const options = { contentType: 'image/bmp', tools, isSandboxed }
    assert.equal(await outcomeOf(await write('a.bmp', bmp), options), 'E_IMAGE_CORRUPT')
  })
})
