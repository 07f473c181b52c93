import { test } from '@japa/runner'
import { readdirSync } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { formats } from '#app/media/formats'
import { allItems, primaryItem } from '#app/media/image/items'
import { findTools } from '#app/media/tools'
import { mutate, randomFrom } from '#tests/fuzz/mutations'
import * as bombs from '#tests/unit/media/bombs'
import {
  outcomeOf as settle,
  fixture,
  formatOfFixture,
  limits,
  run,
  write,
} from '#tests/unit/media/harness'

const mebibyte = 1024 * 1024
const tools = await findTools(process.env.PATH ?? '')
const coded = ['av01', 'hvc1']
const truncations = [10, 20, 30, 40, 50, 60, 70, 80, 90]
const intact = ['good', 'recordings', 'documents'].flatMap((folder) =>
  readdirSync(fixture(folder)).map((name) => ({ name, folder, ...formatOfFixture(name) }))
)
const packedPixels = { contentType: 'image/png', bytes: bombs.png(10, 10) }

/** How a file ends, in this process, so that a crash or a leak would be seen here. */
const outcomeOf = (path: string, options: { contentType: string; filename?: string }) =>
  settle(path, { ...options, tools, isSandboxed: true })

/** A video of more frames than any memory holds, by its own account. */
async function endlessClip() {
  const clip = await readFile(fixture('recordings/clip.mp4'))
  clip.writeUInt32BE(0x7fffffff, clip.indexOf('stts') + 12)
  return clip
}

/** The video without the duration in its header, so that its tables are read for it. */
function untimed(video: Buffer) {
  const duration = video.indexOf('mvhd') + 20
  return video.fill(0, duration, duration + 4)
}

/** What is told of a recording that is kept and cannot be read. */
const bare = { width: null, height: null, meta: {}, placeholder: null, variants: [] }

test.group('Hostile files', () => {
  test('{name} ends as {outcome}')
    .with([
      { name: 'bomb-65536-wide.png', outcome: 'E_IMAGE_TOO_LARGE' },
      { name: 'giant-image.jpg', outcome: 'E_IMAGE_TOO_LARGE' },
      { name: 'corrupt-header.jpg', outcome: 'E_IMAGE_CORRUPT' },
      { name: 'truncated.jpg', outcome: 'E_IMAGE_CORRUPT' },
      { name: 'truncated.png', outcome: 'E_IMAGE_CORRUPT' },
      { name: 'libvips-native.jpg', outcome: 'E_TYPE_MISMATCH' },
      { name: 'big-height.webp', outcome: 'ready' },
      { name: 'invalid-1.jpg', outcome: 'ready' },
      { name: 'invalid-2.jpg', outcome: 'ready' },
      { name: 'many-frames.gif', outcome: 'ready' },
    ])
    .run(async ({ assert }, { name, outcome }) => {
      assert.equal(await outcomeOf(fixture(`hostile/${name}`), formatOfFixture(name)), outcome)
    })

  test('a bomb of the kind "{name}" ends as {outcome} within bounded memory')
    .with([
      { name: 'packed pixels', ...packedPixels, outcome: 'ready' },
      {
        name: 'packed text',
        contentType: 'image/png',
        bytes: bombs.pngWithPackedChunk('zTXt', 'a\0\0'),
        outcome: 'ready',
      },
      {
        name: 'packed profile',
        contentType: 'image/png',
        bytes: bombs.pngWithPackedChunk('iCCP', 'a\0\0'),
        outcome: 'ready',
      },
      {
        name: 'packed XMP',
        contentType: 'image/png',
        bytes: bombs.pngWithPackedChunk('iTXt', 'XML:com.adobe.xmp\0\x01\0\0\0'),
        outcome: 'ready',
      },
      {
        name: 'more pixels than the limit',
        contentType: 'image/png',
        bytes: bombs.png(40_000, 40_000),
        outcome: 'E_IMAGE_TOO_LARGE',
      },
      {
        name: 'as many pixels as the limit',
        contentType: 'image/png',
        bytes: bombs.png(10_000, 10_000),
        outcome: 'ready',
      },
      {
        name: 'one line of a million pixels',
        contentType: 'image/png',
        bytes: bombs.png(1_000_000, 1),
        outcome: 'ready',
      },
      {
        name: 'more frames than the limit',
        contentType: 'image/gif',
        bytes: bombs.gif(1, 1, 20_000),
        outcome: 'E_IMAGE_TOO_LARGE',
      },
      {
        name: 'many large frames',
        contentType: 'image/gif',
        bytes: bombs.gif(5000, 5000, 5000),
        outcome: 'ready',
      },
      {
        name: 'the largest WebP',
        contentType: 'image/webp',
        bytes: bombs.hugeWebp(),
        outcome: 'E_IMAGE_TOO_LARGE',
      },
      {
        name: 'the largest TIFF',
        contentType: 'image/tiff',
        bytes: bombs.tiff(4_000_000),
        outcome: 'E_IMAGE_TOO_LARGE',
      },
      {
        name: 'a TIFF in one strip',
        contentType: 'image/tiff',
        bytes: bombs.tiff(9000),
        outcome: 'ready',
      },
      {
        name: 'a TIFF that leads to itself',
        contentType: 'image/tiff',
        bytes: bombs.tiff(100, { isLoop: true }),
        outcome: 'ready',
      },
    ])
    .run(async ({ assert }, { bytes, contentType, outcome }) => {
      const before = process.memoryUsage.rss()

      assert.equal(await outcomeOf(await write('bomb', bytes), { contentType }), outcome)
      assert.isBelow(process.memoryUsage.rss() - before, 300 * mebibyte)
    })

  test('EXIF whose every tag claims all of it is read in bounded memory', async ({ assert }) => {
    const photo = bombs.jpegWithHostileExif(await readFile(fixture('good/orientation-1.jpg')))
    const path = await write('photo.jpg', photo)
    const before = process.memoryUsage.rss()

    assert.equal(await outcomeOf(path, { contentType: 'image/jpeg' }), 'ready')
    assert.isBelow(process.memoryUsage.rss() - before, 100 * mebibyte)
  })

  test('{name} settles wherever it is cut off')
    .with(intact)
    .run(async ({ assert }, { name, folder, contentType }) => {
      const bytes = await readFile(fixture(`${folder}/${name}`))
      for (const percent of truncations) {
        const path = await write(name, bytes.subarray(0, (bytes.length * percent) / 100))
        const outcome = await outcomeOf(path, { contentType })

        assert.oneOf(outcome, ['E_IMAGE_CORRUPT', 'ready'], `${percent} %`)
      }
    })
    .timeout(120_000)

  test('a PDF with a few bits changed is kept, shown or not', async ({ assert }) => {
    const whole = await readFile(fixture('documents/two-pages.pdf'))
    const before = process.memoryUsage.rss()
    for (let seed = 0; seed < 24; seed++) {
      const path = await write('a.pdf', flipped(whole, randomFrom(seed)))

      assert.equal(await outcomeOf(path, { contentType: 'application/pdf' }), 'ready', `${seed}`)
    }
    assert.isBelow(process.memoryUsage.rss() - before, 300 * mebibyte)
  }).timeout(120_000)

  test('a PDF that names files and addresses reads none of them', async ({ assert }) => {
    const secret = await write('secret.txt', 'a secret')
    const path = await write('a.pdf', bombs.pdfWithReferences(secret))
    const { meta, variants } = await run(path, { contentType: 'application/pdf', tools })
    const blank = await write('blank.pdf', bombs.pdfWithReferences('/nowhere'))
    const same = await run(blank, { contentType: 'application/pdf', tools })

    assert.notInclude(JSON.stringify(meta), 'a secret')
    assert.deepEqual(
      variants.map(({ bytes }) => bytes),
      same.variants.map(({ bytes }) => bytes)
    )
  })

  test('a PDF of the kind "{name}" is kept within bounded memory')
    .with([
      { name: 'a page of two hundred million points', bytes: bombs.pdf({ box: [200_000_000, 2] }) },
      { name: 'a hundred thousand pages', bytes: bombs.pdf({ count: 100_000 }) },
      { name: 'a page tree that leads to itself', bytes: bombs.pdf({ kids: '2 0 R' }) },
      { name: 'packed zeros', bytes: bombs.pdf({ content: bombs.packedContent }) },
    ])
    .run(async ({ assert }, { bytes }) => {
      const path = await write('a.pdf', bytes)

      assert.equal(await outcomeOf(path, { contentType: 'application/pdf' }), 'ready')
    })
    .timeout(60_000)

  test('a cut-off {name} is never shown half')
    .with([
      { name: 'photo-2725x2225.jpg', contentType: 'image/jpeg' },
      { name: 'photo.png', contentType: 'image/png' },
      { name: 'photo.webp', contentType: 'image/webp' },
      { name: 'multipage.tif', contentType: 'image/tiff' },
      { name: 'photo.avif', contentType: 'image/avif' },
      { name: 'iphone.heic', contentType: 'image/heic' },
      { name: 'animated.gif', contentType: 'image/gif' },
      { name: 'animated.webp', contentType: 'image/webp' },
    ])
    .run(async ({ assert }, { name, contentType }) => {
      const whole = await readFile(fixture(`good/${name}`))
      const path = await write(name, whole.subarray(0, whole.length * 0.9))

      assert.equal(await outcomeOf(path, { contentType }), 'E_IMAGE_CORRUPT')
    })

  test('a {name} that says it goes on behind its end is never shown half')
    .with([
      { name: 'photo.avif', contentType: 'image/avif' },
      { name: 'iphone.heic', contentType: 'image/heic' },
    ])
    .run(async ({ assert }, { name, contentType }) => {
      const photo = await readFile(fixture(`good/${name}`))
      const items = await allItems(fixture(`good/${name}`))
      const place = Buffer.alloc(4)
      place.writeUInt32BE(items!.find(({ type }) => coded.includes(type))!.extents[0].offset)
      photo.writeUInt32BE(photo.length, photo.indexOf(place, photo.indexOf('iloc')) + 4)
      const path = await write(name, photo)

      assert.equal(await outcomeOf(path, { contentType }), 'E_IMAGE_CORRUPT')
    })

  test('a GIF without its last bytes, which are none of a picture, is shown', async ({
    assert,
  }) => {
    const gif = await readFile(fixture('good/animated.gif'))
    for (const missing of [1, 2]) {
      const path = await write('a.gif', gif.subarray(0, -missing))

      assert.equal(await outcomeOf(path, { contentType: 'image/gif' }), 'ready')
    }
  })

  test('a GIF may have any bytes behind it', async ({ assert }) => {
    const gif = await readFile(fixture('good/animated.gif'))
    const path = await write('a.gif', Buffer.concat([gif, Buffer.from('!,')]))

    assert.equal(await outcomeOf(path, { contentType: 'image/gif' }), 'ready')
  })

  test('what a phone puts behind a {name} is left alone')
    .with([
      { name: 'photo.avif', contentType: 'image/avif' },
      { name: 'sample.heif', contentType: 'image/heic' },
    ])
    .run(async ({ assert }, { name, contentType }) => {
      const photo = await readFile(fixture(`good/${name}`))
      const trailer = Buffer.from('\0\0\x01\x0aMotionPhoto_DataSEFT', 'latin1')
      const path = await write(name, Buffer.concat([photo, trailer]))

      assert.equal(await outcomeOf(path, { contentType }), 'ready')
    })

  test('an AVIF of nothing but empty boxes is damaged', async ({ assert }) => {
    const photo = await readFile(fixture('good/photo.avif'))
    const head = photo.subarray(0, photo.readUInt32BE(0))
    const empty = Buffer.from('\0\0\0\bfree', 'latin1')
    const boxes = Array.from({ length: 1_000_000 }, () => empty)
    const path = await write('a.avif', Buffer.concat([head, ...boxes]))

    assert.equal(await outcomeOf(path, { contentType: 'image/avif' }), 'E_IMAGE_CORRUPT')
    assert.isUndefined(await primaryItem(path))
  })

  test('an AVIF whose picture is in endless places of no length is not followed', async ({
    assert,
  }) => {
    const avif = await readFile(fixture('good/photo.avif'))
    const places = avif.indexOf('iloc') + 8
    avif.fill(0, places, places + 2)
    const path = await write('a.avif', avif.fill(0xff, places + 2, places + 20))

    assert.isUndefined(await primaryItem(path))
  })

  test('a recording that leads its reader in circles is kept without facts', async ({ assert }) => {
    const whole = await readFile(fixture('recordings/rotated.mov'))
    const path = await write('circles.mov', untimed(mutate(whole, randomFrom(99_000_085))))
    const contentType = 'video/quicktime'
    const inspection = await run(path, { contentType, limits: { ...limits, seconds: 5 } })

    assert.deepEqual(inspection, { ...bare, contentType, kind: 'video' })
  }).timeout(60_000)

  test('a recording that claims two thousand million frames tells of itself', async ({
    assert,
  }) => {
    const path = await write('clip.mp4', await endlessClip())
    const { width, meta } = await run(path, { contentType: 'video/mp4' })

    assert.equal(width, 320)
    assert.approximately(Number(meta.duration), 2, 0.5)
  })

  test('one that does not tell how long they take is kept without facts', async ({ assert }) => {
    const path = await write('clip.mp4', untimed(await endlessClip()))
    const inspection = await run(path, { contentType: 'video/mp4' })

    assert.deepEqual(inspection, { ...bare, contentType: 'video/mp4', kind: 'video' })
  })

  test('a recording whose first box ends far beyond the file is kept', async ({ assert }) => {
    const clip = await readFile(fixture('recordings/clip.mp4'))
    const skipped = Buffer.from('00000001667265650fffffffffffffff', 'hex')
    const path = await write('clip.mp4', Buffer.concat([clip.subarray(0, 32), skipped]))

    assert.equal(await outcomeOf(path, { contentType: 'video/mp4' }), 'ready')
  })

  test('an empty file and a single byte are of no type', async ({ assert }) => {
    const paths = [await write('empty', ''), await write('byte', '\xff')]

    for (const { type: contentType } of formats) {
      for (const path of paths)
        assert.equal(await outcomeOf(path, { contentType }), 'E_TYPE_MISMATCH')
    }
  })

  test('{name} is not of an accepted type')
    .with([
      { name: 'a program', content: async () => headOf(process.execPath) },
      { name: 'a script', content: async () => Buffer.from('#!/bin/sh\nrm -rf /') },
      { name: 'an archive', content: async () => Buffer.from('PK\x03\x04\x14\0\0\0', 'latin1') },
      {
        name: 'a packed picture',
        content: async () => gzipSync(await readFile(fixture('good/gps.jpg'))),
      },
      { name: 'a web page', content: async () => Buffer.from('<!doctype html><svg/>') },
      { name: 'a portable pixmap', content: async () => Buffer.from('P6 1 1 255 abc') },
      { name: 'a table', content: async () => Buffer.from('1,2,3\n4,5,6\n') },
      { name: 'PostScript', content: async () => Buffer.from('%!PS-Adobe-3.0\n') },
      { name: 'a playlist', content: async () => Buffer.from('#EXTM3U\nfile:///etc/passwd\n') },
    ])
    .run(async ({ assert }, { content }) => {
      const path = await write('file', await content())

      for (const { type: contentType } of formats) {
        assert.equal(await outcomeOf(path, { contentType }), 'E_TYPE_MISMATCH')
      }
    })

  test('a picture that is something else as well is shown as a picture alone', async ({
    assert,
  }) => {
    const photo = await readFile(fixture('good/gps.jpg'))
    const script = Buffer.from('<script>alert(1)</script>PK\x03\x04', 'latin1')
    const path = await write('photo.jpg', Buffer.concat([photo, script]))

    assert.equal(await outcomeOf(path, { contentType: 'image/jpeg' }), 'ready')
    assert.equal(await outcomeOf(path, { contentType: 'application/pdf' }), 'E_TYPE_MISMATCH')
  })

  test('the name {name} ends as {outcome}')
    .with([
      { name: '../../etc/passwd', outcome: 'ready' },
      { name: 'two\nlines', outcome: 'ready' },
      { name: `${'x'.repeat(251)}.jpg`, outcome: 'ready' },
      { name: '\u202Egpj.exe', outcome: 'E_TYPE_MISMATCH' },
      { name: 'photo.jpg\n.exe', outcome: 'E_TYPE_MISMATCH' },
      { name: 'photo.jpg.html', outcome: 'E_TYPE_MISMATCH' },
    ])
    .run(async ({ assert }, { name: filename, outcome }) => {
      const options = { contentType: 'image/jpeg', filename }

      assert.equal(await outcomeOf(fixture('good/gps.jpg'), options), outcome)
    })
})

/** One to sixteen bits behind its first line are others. */
function flipped(original: Buffer, random: () => number) {
  const bytes = Buffer.from(original)
  for (let flips = 1 + Math.floor(random() * 16); flips > 0; flips--) {
    bytes[9 + Math.floor(random() * (bytes.length - 9))] ^= 1 << Math.floor(random() * 8)
  }
  return bytes
}

async function headOf(path: string) {
  await using file = await open(path)
  const { buffer } = await file.read(Buffer.alloc(65_536), 0, 65_536, 0)
  return buffer
}
