import { test } from '@japa/runner'
import { readFile } from 'node:fs/promises'
import { extensionContradicts } from '#app/media/formats'
import { findTools } from '#app/media/tools'
import { fixture, outcomeOf, run, write } from '#tests/unit/media/harness'

const tools = await findTools(process.env.PATH ?? '')
const isSandboxed = true

/** Frames of silence of MPEG-1 layer III; the bit rate of each, in the order of its index. */
function frames(indexes: number[]) {
  const lengths: Record<number, number> = { 5: 208, 9: 417, 11: 626 }
  return Buffer.concat(
    indexes.map((index) => {
      const frame = Buffer.alloc(lengths[index])
      frame.writeUInt32BE(0xfffb_00c0 + (index << 12))
      return frame
    })
  )
}

const steady = frames(Array.from({ length: 115 }, () => 9))
const changing = frames(Array.from({ length: 115 }, (_, at) => [5, 11, 9][at % 3]))
const seconds = (115 * 1152) / 44_100

const drawing =
  '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><path d="M0 0h9v9z"/></svg>'
const prefixed = drawing
  .replace('<svg xmlns', '<ns0:svg xmlns:ns0')
  .replaceAll(/<(\/?)(path|svg)/g, '<$1ns0:$2')

test.group('Signatures', () => {
  test('a PDF may begin behind {0}')
    .with([
      ['a byte order mark', '\u00ef\u00bb\u00bf'],
      ['line breaks', '\r\n\r\n'],
      ['the head of a mail', `Content-Type: application/pdf\r\n${'X: y\r\n'.repeat(100)}\r\n`],
    ])
    .run(async ({ assert }, [, before]) => {
      const pdf = await readFile(fixture('documents/two-pages.pdf'))
      const file = Buffer.concat([Buffer.from(before, 'latin1'), pdf])
      const { meta } = await run(await write('a.pdf', file), {
        contentType: 'application/pdf',
        filename: 'a.pdf',
        isSandboxed,
        tools,
      })
      if (tools.pdfinfo) assert.equal(meta.pages, 2)
    })

  test('music may begin behind {0}, and its length is counted')
    .with([
      ['nothing', Buffer.alloc(0)],
      ['zeros', Buffer.alloc(1152)],
      ['noise', Buffer.from(Array.from({ length: 900 }, (_, at) => (at * 89 + 7) & 0x7f))],
      ['half a frame', steady.subarray(200, 417)],
    ] as const)
    .run(async ({ assert }, [, before]) => {
      for (const music of [steady, changing]) {
        const path = await write('a.mp3', Buffer.concat([before, music]))
        const { meta } = await run(path, { contentType: 'audio/mpeg', isSandboxed })
        assert.closeTo(meta.duration as number, seconds, 0.06)
      }
    })

  test('FLAC may begin behind an ID3 tag', async ({ assert }) => {
    const tag = Buffer.concat([Buffer.from('ID3\x03\0\0\0\0\0\x0a'), Buffer.alloc(10)])
    const flac = await readFile(fixture('recordings/tone.flac'))
    const path = await write('a.flac', Buffer.concat([tag, flac]))
    const { meta } = await run(path, { contentType: 'audio/flac', isSandboxed })

    assert.equal(meta.title, 'A tone')
  })

  test('a drawing {0} is shown')
    .with([
      ['with a prefix', Buffer.from(prefixed)],
      [
        'in UTF-16',
        Buffer.from(`\uFEFF<?xml version="1.0" encoding="UTF-16"?>${drawing}`, 'utf16le'),
      ],
      [
        'behind a licence',
        Buffer.from(`<?xml version="1.0"?><!--${'word '.repeat(2000)}-->${drawing}`),
      ],
      ['with a mark of its order', Buffer.from(`\uFEFF${drawing}`)],
    ] as const)
    .run(async ({ assert }, [, svg]) => {
      const path = await write('a.svg', svg)
      const { width } = await run(path, { contentType: 'image/svg+xml', isSandboxed })
      assert.equal(width, 10)
    })

  test('random bytes are no music', async ({ assert }) => {
    const bytes = Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * at * 31 + 11) & 0xff))
    const outcome = await outcomeOf(await write('a.mp3', bytes), { contentType: 'audio/mpeg' })
    assert.equal(outcome, 'E_TYPE_MISMATCH')
  })

  test('the extension of {0} says the same as its alias {1}')
    .with([
      ['a.apng', 'image/apng'],
      ['a.heics', 'image/heic-sequence'],
      ['a.heifs', 'image/heif-sequence'],
      ['a.ogx', 'application/ogg'],
      ['a.jpg', 'image/pjpeg'],
    ])
    .run(({ assert }, [name, type]) => {
      assert.isFalse(extensionContradicts(name, type))
      assert.isTrue(extensionContradicts(name, 'application/pdf'))
    })
})
