import { test } from '@japa/runner'
import { readFile } from 'node:fs/promises'
import { formatOf } from '#app/media/formats'
import sharp from '#app/media/sharp'
import { decodeGrid, gridOf } from '#app/media/image/heic_grid'
import { allItems } from '#app/media/image/items'
import { OpenHeif } from '#app/media/image/libheif'
import { planFor } from '#app/media/plan'
import { fixture, limits, outcomeOf, recipes, run, write } from '#tests/unit/media/harness'

const contentType = 'image/heic'
const mebibyte = 1024 * 1024
const phone = fixture('good/iphone.heic')
const large = fixture('large/tiles-48mp.heic')

/** The photo of a phone, to be turned by so many quarters. */
async function turnedBy(quarters: number) {
  const photo = await readFile(phone)
  photo[photo.indexOf('irot') + 4] = quarters
  return write('a.heic', photo)
}

test.group('A HEIC in tiles', () => {
  test('looks as libheif puts it together', async ({ assert }) => {
    const heif = await OpenHeif.open(await readFile(phone))
    const grid = await gridOf(phone, await sharp(phone).metadata())
    const { data, width, height } = decodeGrid(heif, grid!)
    const whole = heif.decode(false)
    assert.deepEqual([width, height], [whole.width, whole.height])
    const isSame = Array.from({ length: height }, (_, row) => {
      const line = whole.data.subarray(row * whole.stride, row * whole.stride + 3 * width)
      return data.subarray(3 * row * width, 3 * (row + 1) * width).equals(line)
    })
    assert.notInclude(isSame, false)
  })

  test('is turned by {$self} quarters as its file asks')
    .with([1, 2, 3])
    .run(async ({ assert }, quarters) => {
      const upright = await run(phone, { contentType })
      const turned = await run(await turnedBy(quarters), { contentType })
      const sides = [upright.width, upright.height]
      assert.deepEqual([turned.width, turned.height], quarters === 2 ? sides : sides.toReversed())
      const back = sharp(turned.variants[0].bytes).rotate(90 * quarters)
      const [one, other] = await Promise.all(
        [sharp(upright.variants[0].bytes), back].map((picture) =>
          picture.resize(16, 16, { fit: 'fill' }).removeAlpha().raw().toBuffer()
        )
      )
      const difference = one.reduce((sum, value, at) => sum + Math.abs(value - other[at]), 0)
      assert.isBelow(difference / one.length, 6)
    })

  test('of 48 megapixels takes little more than its pixels', async ({ assert }) => {
    const options = { limits, recipes, tools: {} }
    const { memory } = await planFor(large, formatOf(contentType)!, options)
    assert.isBelow(memory, 250 * mebibyte)
    const bounded = { contentType, limits: { ...limits, memory } }
    assert.equal(await outcomeOf(large, bounded), 'ready')
  }).timeout(30_000)

  test('of which one is damaged is never shown with a hole', async ({ assert }) => {
    const photo = await readFile(phone)
    const tile = (await allItems(phone))!.filter(({ type }) => type === 'hvc1')[20].extents[0]
    photo.fill(0, tile.offset, tile.offset + tile.length)
    const path = await write('a.heic', photo)
    assert.equal(await outcomeOf(path, { contentType }), 'E_IMAGE_CORRUPT')
  })
})
