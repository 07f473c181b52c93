import { test } from '@japa/runner'
import sharp from 'sharp'
import { fixture, recipes, run } from '#tests/unit/media/harness'

const [thumbnail, preview] = recipes

test.group('Animation', () => {
  test('the thumbnail of {0} keeps moving, its preview stands still')
    .with([
      ['animated.gif', 'image/gif'],
      ['animated.webp', 'image/webp'],
    ])
    .run(async ({ assert }, [name, contentType]) => {
      const { variants } = await run(fixture(`good/${name}`), { contentType })
      const [moving, still] = await Promise.all(
        variants.map(({ bytes }) => sharp(bytes).metadata())
      )

      assert.isAbove(moving.pages!, 1)
      assert.isUndefined(still.pages)
      assert.deepEqual([moving.width, moving.height], [variants[0].width, variants[0].height])
    })

  test('no more frames move than the recipe allows')
    .with([
      { frames: 4, pixels: 50_000_000, expected: 4 },
      { frames: 100, pixels: 3 * 370 * 285, expected: 3 },
      { frames: 1, pixels: 50_000_000, expected: undefined },
      { frames: 100, pixels: 1000, expected: undefined },
    ])
    .run(async ({ assert }, { expected, ...animation }) => {
      const { variants } = await run(fixture('good/animated.webp'), {
        contentType: 'image/webp',
        recipes: [{ ...thumbnail, animation }, preview],
      })

      const { pages, loop } = await sharp(variants[0].bytes).metadata()
      assert.equal(pages, expected)
      if (pages) assert.equal(loop, 3)
    })

  test('a moving AVIF is shown by the still picture that it holds', async ({ assert }) => {
    const path = fixture('recordings/moving.avif')
    const { width, height, variants } = await run(path, { contentType: 'image/avif' })

    assert.deepEqual([width, height], [320, 180])
    assert.lengthOf(variants, 2)
  })

  test('of a TIFF with several pages the first is shown', async ({ assert }) => {
    const path = fixture('good/multipage.tif')
    const { meta, width, height } = await run(path, { contentType: 'image/tiff' })

    assert.equal(meta.pages, 2)
    assert.deepEqual([width, height], [2464, 3248])
  })
})
