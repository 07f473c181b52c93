import { readFile } from 'node:fs/promises'
import { crc32, deflateSync } from 'node:zlib'
import { test } from '@japa/runner'
import { formatOf } from '#app/media/formats'
import sharp from '#app/media/sharp'
import { embeddedBytes } from '#app/media/image/embedded'
import { planFor } from '#app/media/plan'
import { fixture, limits, outcomeOf, recipes, run, write } from '#tests/unit/media/harness'

const mebibyte = 1024 * 1024

/** A WebP with so many bytes of XMP behind its pixels. */
async function webpWithXmp(bytes: number, picture?: Buffer) {
  const webp = picture ?? (await readFile(fixture('good/alpha.webp')))
  const head = Buffer.from('XMP \0\0\0\0', 'latin1')
  head.writeUInt32LE(bytes, 4)
  const whole = Buffer.concat([webp, head, Buffer.alloc(bytes, ' ')])
  whole.writeUInt32LE(whole.length - 8, 4)
  whole[20] |= 0b100
  return write('a.webp', whole)
}

/** Of pixels so uneven that its decoder needs all of its memory. */
function largeLossless(side: number) {
  const data = Buffer.alloc(side * side * 4)
  for (let at = 0; at < data.length; at++) data[at] = ((at * 2654435761) >>> 27) ^ ((at >>> 9) & 7)
  const raw = { width: side, height: side, channels: 4 as const }
  return sharp(data, { raw }).webp({ lossless: true, effort: 0 }).keepMetadata().toBuffer()
}

function chunk(name: string, content: Buffer) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  checksum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, checksum])
}

/** Of an ISO media file. */
function box(name: string, bytes: number) {
  const whole = Buffer.alloc(8 + bytes)
  whole.writeUInt32BE(whole.length)
  whole.write(name, 4, 'latin1')
  return whole
}

/** One that says it is longer. */
function cut(name: string) {
  return box(name, 1000).subarray(0, 500)
}

function memoryOf(path: string) {
  return planFor(path, formatOf('image/webp')!, { limits, recipes, tools: {} })
}

test.group('What a picture carries besides its pixels', () => {
  test('is nothing to a WebP with a few megabytes of it', async ({ assert }) => {
    const path = await webpWithXmp(4 * mebibyte)
    const plan = await memoryOf(path)
    assert.isDefined(plan.header)
    assert.equal(await outcomeOf(path, { contentType: 'image/webp' }), 'ready')
  })

  test('is counted, and not even looked at inside the worker, where it is large', async ({
    assert,
  }) => {
    const path = await webpWithXmp(60 * mebibyte)
    const { memory, header } = await memoryOf(path)
    assert.isUndefined(header)
    assert.isAbove(memory, 6 * 60 * mebibyte)
    const { width, height, meta } = await run(path, { contentType: 'image/webp' })
    assert.isAbove(width! * height!, 0)
    assert.include(meta.embedded, 'xmp')
  })

  test('leaves a large lossless WebP the memory that its pixels take', async ({ assert }) => {
    const picture = await largeLossless(5500)
    const plain = await memoryOf(await write('a.webp', picture))
    const path = await webpWithXmp(9 * mebibyte, picture)
    const { memory } = await memoryOf(path)
    assert.isAtLeast(memory, plain.memory)
    assert.equal(await outcomeOf(path, { contentType: 'image/webp' }), 'ready')
  }).timeout(60_000)

  test('keeps a PNG of many compressed texts out of the worker', async ({ assert }) => {
    const png = await readFile(fixture('good/photo.png'))
    const text = chunk(
      'zTXt',
      Buffer.concat([Buffer.from('a\0\0'), deflateSync(Buffer.alloc(7e6))])
    )
    const texts = Array.from({ length: 20 }, () => text)
    const path = await write(
      'a.png',
      Buffer.concat([png.subarray(0, 33), ...texts, png.subarray(33)])
    )
    const plan = await planFor(path, formatOf('image/png')!, { limits, recipes, tools: {} })
    assert.isUndefined(plan.header)
    assert.equal(await outcomeOf(path, { contentType: 'image/png' }), 'ready')
  })

  test('does not hold up an ordinary PNG, nor one that has it behind its pixels', async ({
    assert,
  }) => {
    const png = await readFile(fixture('good/photo.png'))
    const xmp = Buffer.concat([Buffer.from('XML:com.adobe.xmp\0\0\0\0\0'), Buffer.alloc(50_000)])
    const text = chunk('iTXt', xmp)
    const path = await write('a.png', Buffer.concat([png.subarray(0, 33), text, png.subarray(33)]))
    assert.isBelow(await embeddedBytes(path, 'image/png'), 60_000)
    const behind = Buffer.concat([png.subarray(0, -12), chunk('zTXt', xmp), png.subarray(-12)])
    const other = await write('b.png', behind)
    assert.isBelow(await embeddedBytes(other, 'image/png'), 10_000)
  })

  test('keeps a JPEG of many segments out of the worker, however they are filled up', async ({
    assert,
  }) => {
    const jpeg = await readFile(fixture('good/gps.jpg'))
    const segment = Buffer.alloc(65_536, ' ')
    segment.write('\xff\xff\xe1\xff\xfdhttp://ns.adobe.com/xap/1.0/\0', 'latin1')
    const segments = Array.from({ length: 300 }, () => segment)
    const whole = Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)])
    const path = await write('a.jpg', whole)
    const plan = await planFor(path, formatOf('image/jpeg')!, { limits, recipes, tools: {} })
    assert.isUndefined(plan.header)
    assert.equal(await outcomeOf(path, { contentType: 'image/jpeg' }), 'ready')
  })

  test('may be a few bytes behind the last box of {0}')
    .with([
      ['good/photo.avif', '\n'],
      ['good/photo.avif', '\0\0\0\0'],
      ['good/iphone.heic', '\n'],
      ['good/iphone.heic', '\0\0\0\0\0\0\0'],
    ])
    .run(async ({ assert }, [name, rest]) => {
      const contentType = name.endsWith('avif') ? 'image/avif' : 'image/heic'
      const photo = await readFile(fixture(name))
      const path = await write(`a${name.slice(-5)}`, Buffer.concat([photo, Buffer.from(rest)]))
      assert.equal(await outcomeOf(path, { contentType }), 'ready')
    })

  test('may be {name} behind a HEIC')
    .with([
      { name: 'a film of 60 megabytes', behind: box('mpvd', 60e6) },
      { name: '60 megabytes of media', behind: box('mdat', 60e6) },
      { name: '60 megabytes of nothing', behind: box('free', 60e6) },
      { name: 'another file', behind: Buffer.concat([box('ftyp', 16), box('mdat', 60e6)]) },
      { name: 'another file, cut off', behind: Buffer.concat([box('ftyp', 16), cut('mdat')]) },
    ])
    .run(async ({ assert }, { behind }) => {
      const photo = await readFile(fixture('good/iphone.heic'))
      const path = await write('a.heic', Buffer.concat([photo, behind]))
      assert.equal(await outcomeOf(path, { contentType: 'image/heic' }), 'ready')
    })
    .timeout(30_000)

  test('keeps an AVIF with much of it out of the worker', async ({ assert }) => {
    const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/">${' '.repeat(20e6)}</x:xmpmeta>`
    const avif = await sharp(fixture('good/photo.avif')).withXmp(xmp).avif({ effort: 0 }).toBuffer()
    const path = await write('a.avif', avif)
    const plan = await planFor(path, formatOf('image/avif')!, { limits, recipes, tools: {} })
    assert.isUndefined(plan.header)
    const { meta } = await run(path, { contentType: 'image/avif' })
    assert.include(meta.embedded, 'xmp')
  })
})
