import { test } from '@japa/runner'
import sharp from 'sharp'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { type AddressInfo } from 'node:net'
import { pathToFileURL } from 'node:url'
import { outcomeOf, limits, run, write } from '#tests/unit/media/harness'

const contentType = 'image/svg+xml'

function drawing(content: string, { doctype = '', size = 'width="400" height="300"' } = {}) {
  const names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
  return `<?xml version="1.0"?>${doctype}<svg ${names} ${size}>${content}</svg>`
}

/** Whether anything at all is painted. */
async function isPainted(svg: string) {
  const { variants } = await run(await write('drawing.svg', svg), { contentType })
  const { channels } = await sharp(variants[0].bytes).stats()
  return channels[3].max > 0
}

test.group('SVG', () => {
  test('a drawing is painted', async ({ assert }) => {
    assert.isTrue(await isPainted(drawing('<rect width="90" height="90" fill="red"/>')))
    assert.isFalse(await isPainted(drawing('')))
  })

  test('no file is read through {name}')
    .with([
      { name: 'xlink:href', content: '<image xlink:href="FILE" width="400" height="300"/>' },
      { name: 'href', content: '<image href="FILE" width="400" height="300"/>' },
      { name: 'a path', content: '<image href="./picture.png" width="400" height="300"/>' },
      {
        name: 'a filter',
        content:
          '<filter id="f"><feImage href="FILE"/></filter>' +
          '<rect width="9" height="9" filter="url(#f)"/>',
      },
      { name: 'use', content: '<use href="FILE#a"/>' },
      {
        name: 'XInclude',
        content: '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="FILE"/>',
      },
      { name: 'a style sheet', content: '<style>@import url("FILE");</style>' },
      { name: 'a script', content: '<script href="FILE"/>' },
    ])
    .run(async ({ assert }, { content }) => {
      const red = { create: { width: 9, height: 9, channels: 3, background: 'red' } } as const
      const path = await write('picture.png', await sharp(red).png().toBuffer())

      assert.isFalse(await isPainted(drawing(content.replaceAll('FILE', pathToFileURL(path).href))))
    })

  test('no address is called', async ({ assert }) => {
    let calls = 0
    const server = createServer((_, response) => {
      calls++
      response.end()
    }).listen(0)
    await once(server, 'listening')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x`
    const doctype = `<!DOCTYPE svg SYSTEM "${url}">`
    const content = `<image href="${url}" width="90" height="90"/><style>@import "${url}";</style>`

    await run(await write('drawing.svg', drawing(content, { doctype })), { contentType })
    server.close()

    assert.equal(calls, 0)
  })

  test('an external entity is not read', async ({ assert }) => {
    const doctype = '<!DOCTYPE svg [<!ENTITY secret SYSTEM "file:///etc/hosts">]>'
    const path = await write('drawing.svg', drawing('<text y="50">&secret;</text>', { doctype }))

    assert.equal(await outcomeOf(path, { contentType }), 'E_IMAGE_CORRUPT')
  })

  test('a drawing of any size is painted no larger than its variants', async ({ assert }) => {
    const svg = drawing('<rect width="9" height="9"/>', { size: 'width="50000" height="40000"' })
    const { width, height, variants } = await run(await write('a.svg', svg), { contentType })

    assert.deepEqual([width, height], [50_000, 40_000])
    assert.deepEqual([variants[1].width, variants[1].height], [1600, 1280])
  })

  test('{name} ends in {code}')
    .with([
      {
        name: 'a drawing that takes too long',
        content:
          `<filter id="f">${'<feMorphology operator="dilate" radius="900"/>'.repeat(20)}</filter>` +
          '<rect width="1600" height="1600" filter="url(#f)"/>',
        code: 'E_PROCESSING_TIMEOUT',
        bounds: { seconds: 3 },
      },
      {
        name: 'a drawing that nests without end',
        content: '<g>'.repeat(10_000) + '</g>'.repeat(10_000),
        code: 'E_IMAGE_CORRUPT',
        bounds: {},
      },
    ])
    .run(async ({ assert }, { content, code, bounds }) => {
      const svg = drawing(content, { size: 'width="1600" height="1600"' })
      const options = { contentType, limits: { ...limits, ...bounds } }

      assert.equal(await outcomeOf(await write('a.svg', svg), options), code)
    })

  test('a drawing that unpacks to more memory than a drawing may take is ended', async ({
    assert,
  }) => {
    const side = 8000
    const red = { create: { width: side, height: side, channels: 3, background: 'red' } } as const
    const bomb = await sharp(red).png().toBuffer()
    const svg = drawing(`<image href="data:image/png;base64,${bomb.toString('base64')}"/>`)

    assert.equal(await outcomeOf(await write('a.svg', svg), { contentType }), 'E_PROCESSING_MEMORY')
  })

  test('a drawing of more bytes than the limit is refused', async ({ assert }) => {
    const path = await write('drawing.svg', drawing('<!-- long -->'))
    const options = { contentType, limits: { ...limits, drawingBytes: 20 } }

    assert.equal(await outcomeOf(path, options), 'E_IMAGE_TOO_LARGE')
  })
})
