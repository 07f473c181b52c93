import { test } from '@japa/runner'
import sharp from '#app/media/sharp'
import { outcomeOf, run, write } from '#tests/unit/media/harness'

const mebibyte = 1024 * 1024

/** A picture of one colour, whose pixels take next to no bytes in its file. */
async function plain(width: number, height: number, type: 'png' | 'tiff') {
  const background = '#468'
  const create = { width, height, channels: 3 as const, background }
  const picture = sharp({ create, limitInputPixels: false })
  const made = type === 'png' ? picture.png() : picture.tiff({ compression: 'deflate' })
  return write(`a.${type}`, await made.toBuffer())
}

test.group('Lines of many pixels', () => {
  test('are turned away before they are decoded: {width} by {height} in a {type}')
    .with([
      { width: 33_000_000, height: 3, type: 'png' as const },
      { width: 5_000_000, height: 20, type: 'png' as const },
      { width: 33_000_000, height: 1, type: 'tiff' as const },
    ])
    .run(async ({ assert }, { width, height, type }) => {
      const path = await plain(width, height, type)
      const before = process.memoryUsage.rss()
      assert.equal(await outcomeOf(path, { contentType: `image/${type}` }), 'E_PROCESSING_MEMORY')
      assert.isBelow(process.memoryUsage.rss() - before, 100 * mebibyte)
    })

  test('are shown where they are those of a panorama: {width} by {height}')
    .with([
      { width: 20_000, height: 5_000 },
      { width: 100_000, height: 1_000 },
      { width: 200_000, height: 500 },
    ])
    .run(async ({ assert }, size) => {
      const path = await plain(size.width, size.height, 'png')
      const { width, height } = await run(path, { contentType: 'image/png' })
      assert.deepEqual({ width, height }, size)
    })
    .timeout(30_000)
})
