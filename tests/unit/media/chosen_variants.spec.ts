import { test } from '@japa/runner'
import sharp from 'sharp'
import { parseVariants } from '#app/media/parse_variants'
import { recipeDigest } from '#app/media/image/variants'
import { fixture, run, write } from '#tests/unit/media/harness'

const photo = { contentType: 'image/jpeg' }

test.group('VARIANTS', () => {
  test('gives each variant its box, format, quality and fit', ({ assert }) => {
    const recipes = parseVariants('thumbnail:320:webp, card:640x480:avif:50:cover,print:2000:png')
    assert.deepEqual(recipes, [
      { name: 'thumbnail', edge: 320, format: 'webp', quality: 80, effort: 4 },
      {
        name: 'card',
        edge: 640,
        format: 'avif',
        quality: 50,
        effort: 0,
        box: { width: 640, height: 480, fit: 'cover' },
      },
      { name: 'print', edge: 2000, format: 'png' },
    ])
    assert.isUndefined(parseVariants('card:640x640:jpeg')[0].box)
  })

  test('{0} is refused, with what is wrong')
    .with([
      ['card', /is not name:box:format/],
      ['card:640:webp:80:cover:more', /is not name:box:format/],
      ['', /is not name:box:format/],
      ['1st:640:webp', /needs a name/],
      ['../card:640:webp', /needs a name/],
      ['original:640:webp', /a name that is taken/],
      ['playback:640:webp', /a name that is taken/],
      ['card:0:webp', /needs a box/],
      ['card:640x9999:webp', /needs a box/],
      ['card:640x:webp', /needs a box/],
      ['card:640:gif', /needs one of the formats webp, avif, jpeg, png/],
      ['card:640:webp:0', /needs a quality/],
      ['card:640:webp:101', /needs a quality/],
      ['card:640:webp:80:fill', /needs one of the fits inside, cover/],
      ['card:640:webp,card:320:webp', /"card" is named twice/],
    ] as [string, RegExp][])
    .run(({ assert }, [list, message]) => {
      assert.throws(() => parseVariants(list), message)
    })

  test('each changes the digest of its recipe, and nothing else does', ({ assert }) => {
    const lists = ['a:320:webp', 'a:321:webp', 'a:320:avif', 'a:320:webp:79', 'a:320:webp::cover']
    const digests = lists.map((list) => recipeDigest(parseVariants(list)[0]))
    assert.lengthOf(new Set(digests), lists.length)
    assert.equal(recipeDigest(parseVariants('b:320x320:webp:80:inside')[0]), digests[0])
  })
})

test.group('A chosen variant', () => {
  test('is made in its format and its box', async ({ assert }) => {
    const { variants } = await run(fixture('good/flowers.jpeg'), {
      ...photo,
      recipes: parseVariants(
        'small:400x108:jpeg,card:300x300:avif:50:cover,tall:100x400:png::cover,large:2400:webp'
      ),
    })
    const made = Object.fromEntries(variants.map(({ bytes, ...rest }) => [rest.name, rest]))
    assert.containsSubset(made, {
      small: { contentType: 'image/jpeg', width: 192, height: 108 },
      card: { contentType: 'image/avif', width: 300, height: 300 },
      tall: { contentType: 'image/png', width: 100, height: 400 },
      large: { contentType: 'image/webp', width: 1920, height: 1080 },
    })
    for (const { bytes, contentType, width, height } of variants) {
      const found = await sharp(bytes).metadata()
      assert.equal(`image/${found.format === 'heif' ? 'avif' : found.format}`, contentType)
      assert.deepEqual([found.width, found.height], [width, height])
    }
  })

  test('covers its box with the pixels that the original has', async ({ assert }) => {
    const long = await sharp({
      create: { width: 1200, height: 200, channels: 3, background: 'red' },
    })
      .png()
      .toBuffer()
    const { variants } = await run(await write('long.png', long), {
      contentType: 'image/png',
      recipes: parseVariants('card:160x160:webp::cover,larger:400x400:webp::cover'),
    })
    const sizes = variants.map(({ width, height }) => [width, height])
    assert.deepEqual(sizes, [
      [160, 160],
      [400, 200],
    ])
  })

  test('keeps what draws attention where it is cropped', async ({ assert }) => {
    const face = await sharp({
      create: { width: 90, height: 90, channels: 3, background: '#e8a080' },
    })
      .png()
      .toBuffer()
    const picture = await sharp({
      create: { width: 1000, height: 200, channels: 3, background: '#203040' },
    })
      .composite([{ input: face, left: 880, top: 60 }])
      .png()
      .toBuffer()
    const { variants } = await run(await write('right.png', picture), {
      contentType: 'image/png',
      recipes: parseVariants('card:100x100:png::cover'),
    })
    const { channels } = await sharp(variants[0].bytes).stats()
    assert.isAbove(channels[0].max, 200)
  })

  test('is white in JPEG where the original is transparent', async ({ assert }) => {
    const { variants } = await run(fixture('good/alpha.webp'), {
      contentType: 'image/webp',
      recipes: parseVariants('card:64:jpeg'),
    })
    const [red, green, blue] = await sharp(variants[0].bytes).raw().toBuffer()
    assert.isAbove(Math.min(red, green, blue), 230)
  })
})
