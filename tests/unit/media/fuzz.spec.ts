import { test } from '@japa/runner'
import { fuzz } from '#tests/fuzz/fuzz_run'
import { mutate, randomFrom } from '#tests/fuzz/mutations'
import { fixture } from '#tests/unit/media/harness'

const files = [
  '16-bit-grey-alpha.png',
  'alpha.webp',
  'animated.gif',
  'animated.webp',
  'flowers.jpeg',
  'gps.jpg',
  'multipage.tif',
  'orientation-6.jpg',
  'photo.avif',
  'photo.png',
].map((name) => fixture(`good/${name}`))

test.group('Mutations', () => {
  test('each is shown or turned away with a documented code, in bounded memory', async ({
    assert,
  }) => {
    const before = process.memoryUsage.rss()
    const count = 120
    const outcomes = await fuzz({
      files,
      seed: 7,
      count,
      onFailure: (name, _, error) => assert.fail(`${name}: ${error}`),
    })

    const settled = Object.values(outcomes).reduce((sum, times) => sum + times, 0)
    assert.equal(settled, count)
    assert.isBelow(process.memoryUsage.rss() - before, 300 * 1024 * 1024)
  }).timeout(120_000)

  test('the same seed gives the same', ({ assert }) => {
    const original = Buffer.alloc(4096, 1)
    const mutated = (seed: number) => mutate(original, randomFrom(seed)).toString('hex')

    assert.equal(mutated(3), mutated(3))
    assert.notEqual(mutated(3), mutated(4))
    assert.isTrue(original.every((byte) => byte === 1))
  })
})
