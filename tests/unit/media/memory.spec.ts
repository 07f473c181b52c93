import { test } from '@japa/runner'
import { readFile } from 'node:fs/promises'
import sharp, { type Metadata, type Sharp } from 'sharp'
import { decodeMemory } from '#app/media/image/memory'
import { movingPixels } from '#app/media/image/variants'
import { MemoryBudget } from '#app/media/memory_budget'
import { codedPicture, makeHeif } from '#tests/support/media/heif'
import { outcomeOf, fixture, limits, recipes, run, write } from '#tests/unit/media/harness'

const mebibyte = 1024 * 1024

/** Work that goes on until it is told to end. */
function openWork() {
  const { promise, resolve } = Promise.withResolvers<void>()
  const work = { isRunning: false, end: resolve, run: () => ((work.isRunning = true), promise) }
  return work
}

test.group('Memory', () => {
  test('files share the budget in the order in which they came', async ({ assert }) => {
    const budget = new MemoryBudget(100)
    const [small, large, last] = [openWork(), openWork(), openWork()]
    const done = [
      budget.run({ bytes: 40 }, small.run),
      budget.run({ bytes: 90 }, large.run),
      budget.run({ bytes: 10 }, last.run),
    ]
    const running = async () => {
      await new Promise(setImmediate)
      return [small, large, last].map((work) => work.isRunning)
    }

    assert.deepEqual(await running(), [true, false, false])
    small.end()
    assert.deepEqual(await running(), [true, true, true])
    large.end()
    last.end()
    await Promise.all(done)
  })

  test('a photo does not wait behind recordings that have no room', async ({ assert }) => {
    const budget = new MemoryBudget(100)
    const [first, second, photo] = [openWork(), openWork(), openWork()]
    const done = [
      budget.run({ bytes: 80, isSlow: true }, first.run),
      budget.run({ bytes: 80, isSlow: true }, second.run),
      budget.run({ bytes: 15 }, photo.run),
    ]
    await new Promise(setImmediate)
    assert.isFalse(second.isRunning)
    assert.isTrue(photo.isRunning)
    for (const work of [first, photo, second]) work.end()
    await Promise.all(done)
  })

  test('a recording is not overtaken for ever', async ({ assert }) => {
    const budget = new MemoryBudget(100)
    const [holder, recording] = [openWork(), openWork()]
    const held = budget.run({ bytes: 50 }, holder.run)
    const waiting = budget.run({ bytes: 80, isSlow: true }, recording.run)
    const order: string[] = []
    const photos = Array.from({ length: 40 }, () =>
      budget.run({ bytes: 50 }, async () => void order.push('photo'))
    )
    await new Promise(setImmediate)
    assert.lengthOf(order, 16)
    holder.end()
    await held
    await new Promise(setImmediate)
    assert.isTrue(recording.isRunning)
    recording.end()
    await Promise.all([waiting, ...photos])
    assert.lengthOf(order, 40)
  })

  test('more than the whole budget waits until it is alone', async ({ assert }) => {
    const budget = new MemoryBudget(100)
    const [first, huge] = [openWork(), openWork()]
    const running = [budget.run({ bytes: 1 }, first.run), budget.run({ bytes: 1000 }, huge.run)]
    await new Promise(setImmediate)
    assert.isFalse(huge.isRunning)

    first.end()
    await running[0]
    await new Promise(setImmediate)
    assert.isTrue(huge.isRunning)
    huge.end()
    await running[1]
  })

  test('work that fails or is called off gives its share back', async ({ assert }) => {
    const budget = new MemoryBudget(100)
    const holder = openWork()
    const held = budget.run({ bytes: 100 }, holder.run)
    const stop = new AbortController()
    const calledOff = budget.run({ bytes: 100, signal: stop.signal }, async () => 'never')
    stop.abort(new Error('the worker is stopping'))
    await assert.rejects(() => calledOff, 'the worker is stopping')

    holder.end()
    await held
    await assert.rejects(
      () => budget.run({ bytes: 100 }, async () => Promise.reject(new Error('damaged'))),
      'damaged'
    )
    assert.equal(await budget.run({ bytes: 100 }, async () => 'next'), 'next')
  })

  test('what takes more memory than the limit is refused from its header', async ({ assert }) => {
    const options = { contentType: 'image/jpeg', limits: { ...limits, memory: 50 * mebibyte } }

    assert.equal(await outcomeOf(fixture('good/phone.jpg'), options), 'E_PROCESSING_MEMORY')
    assert.equal(await outcomeOf(fixture('good/gps.jpg'), options), 'ready')
  })

  test('a {name} is known to take more than a plain one')
    .with([
      { name: 'progressive JPEG', type: 'image/jpeg', heavy: { isProgressive: true } },
      { name: 'CMYK JPEG', type: 'image/jpeg', heavy: { channels: 4 } },
      { name: 'PNG in passes', type: 'image/png', heavy: { isProgressive: true } },
      { name: '16-bit PNG', type: 'image/png', heavy: { depth: 'ushort' } },
      { name: '16-bit TIFF', type: 'image/tiff', heavy: { depth: 'ushort' } },
    ])
    .run(async ({ assert }, { type, heavy }) => {
      const header = { width: 10_000, height: 10_000, channels: 3, depth: 'uchar' } as Metadata
      const plain = await decodeMemory('', type, header)

      assert.isAbove(await decodeMemory('', type, { ...header, ...heavy } as Metadata), plain)
      assert.isBelow(plain, limits.memory)
    })

  test('a lossless WebP is told from another, wherever its picture lies', async ({ assert }) => {
    const source = sharp({ create: { width: 2000, height: 2000, channels: 3, background: 'red' } })
    const memoryOf = async (webp: Sharp) => {
      const path = await write('a.webp', await webp.toBuffer())
      return decodeMemory(path, 'image/webp', { width: 2000, height: 2000 } as Metadata)
    }

    const lossy = await memoryOf(source.clone().webp())
    assert.equal(await memoryOf(source.clone().withIccProfile('p3').webp()), lossy)
    const lossless = await memoryOf(source.clone().webp({ lossless: true }))
    assert.isAbove(lossless, lossy)
    assert.equal(
      await memoryOf(source.clone().withIccProfile('p3').webp({ lossless: true })),
      lossless
    )
  })

  test('an AVIF as phones write it is allowed 50 megapixels, in full colour fewer', async ({
    assert,
  }) => {
    const grey = { create: { width: 64, height: 64, channels: 3, background: 'grey' } } as const
    const memoryOf = async (chromaSubsampling: string, extra = {}) => {
      const avif = await sharp(grey).avif({ chromaSubsampling, effort: 0 }).toBuffer()
      const header = { width: 8165, height: 6124, bitsPerSample: 8, ...extra } as Metadata
      return decodeMemory(await write('a.avif', avif), 'image/avif', header)
    }

    assert.isBelow(await memoryOf('4:2:0'), limits.memory)
    assert.isAbove(await memoryOf('4:4:4'), limits.memory)
    assert.isAbove(await memoryOf('4:2:0', { bitsPerSample: 10 }), limits.memory)
    assert.isAbove(await memoryOf('4:2:0', { hasAlpha: true }), await memoryOf('4:2:0'))
  })

  test('an AVIF in tiles is allowed twice as many megapixels', async ({ assert }) => {
    const grey = { create: { width: 64, height: 64, channels: 3, background: 'grey' } } as const
    const picture = codedPicture(await sharp(grey).avif({ effort: 0 }).toBuffer())
    const memoryOf = async (avif: Buffer, width: number) => {
      const header = { width, height: width, bitsPerSample: 8 } as Metadata
      return decodeMemory(await write('a.avif', avif), 'image/avif', header)
    }
    const size: [number, number] = [64, 64]
    const grid = { columns: 2, rows: 2, size: [128, 128] as [number, number] }

    assert.isBelow(await memoryOf(makeHeif({ picture, size, grid }), 8500), limits.memory)
    assert.isAbove(await memoryOf(makeHeif({ picture, size }), 6600), limits.memory)
  })

  test('a moving AVIF, which is read into memory, is counted before it is', async ({ assert }) => {
    class Counting extends MemoryBudget {
      readonly shares: number[] = []
      override run<T>(request: { bytes: number }, work: () => Promise<T>) {
        this.shares.push(request.bytes)
        return super.run(request, work)
      }
    }
    const moving = await readFile(fixture('recordings/moving.avif'))
    const free = Buffer.alloc(5_000_000)
    free.writeUInt32BE(free.length)
    free.write('free', 4)
    const sharesOf = async (file: Buffer) => {
      const budget = new Counting(1000 * mebibyte)
      await run(await write('a.avif', file), { contentType: 'image/avif', budget })
      return budget.shares
    }
    const [ofHeader, ofPicture] = await sharesOf(moving)
    const [ofLargeHeader, ofLargePicture] = await sharesOf(Buffer.concat([moving, free]))

    assert.equal(ofHeader, moving.length)
    assert.equal(ofLargeHeader, moving.length + free.length)
    assert.equal(ofLargePicture - ofPicture, free.length)
    assert.lengthOf(await sharesOf(await readFile(fixture('good/photo.avif'))), 1)
  })

  test('of a WebP that moves, all frames that will move are counted', async ({ assert }) => {
    const header = { width: 700, height: 700, pages: 300 } as Metadata
    const still = movingPixels({ ...header, pages: 1 }, recipes)
    const moving = movingPixels(header, recipes)
    const memoryOf = (pixels: number) =>
      decodeMemory(fixture('good/animated.webp'), 'image/webp', header, pixels)

    assert.equal(still, 0)
    assert.equal(moving, 4 * 700 * 700)
    assert.isAbove((await memoryOf(moving)) - (await memoryOf(still)), 4 * moving)
  })

  test('a large decode leaves this process to itself', async ({ assert }) => {
    const side = 7200
    const blank = {
      create: { width: side, height: side, channels: 3, background: 'grey' },
    } as const
    const path = await write('a.jpg', await sharp(blank).jpeg({ progressive: true }).toBuffer())
    const before = process.memoryUsage.rss()
    let highest = 0
    const { width } = await run(path, {
      contentType: 'image/jpeg',
      onVariant: async () => {
        highest = Math.max(highest, process.memoryUsage.rss() - before)
      },
    })

    assert.equal(width, side)
    assert.isBelow(highest, 100 * mebibyte)
  })

  test('the pixels of a photo are gone from memory once its variants are made', async ({
    assert,
  }) => {
    const heldAfterwards = async () => {
      await run(fixture('good/photo-2725x2225.jpg'), { contentType: 'image/jpeg' })
      return process.memoryUsage().external
    }

    const first = await heldAfterwards()
    const second = await heldAfterwards()

    const raster = 1600 * 1306 * 3
    assert.isBelow(second - first, raster / 4)
  })
})
