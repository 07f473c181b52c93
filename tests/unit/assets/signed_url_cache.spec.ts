import { mock } from 'node:test'
import { test } from '@japa/runner'
import { SignedUrlCache } from '#app/assets/signed_url_cache'

const NOON = Date.parse('2026-01-01T12:00:00Z')
const PHOTO = { contentType: 'image/jpeg', disposition: 'inline' } as const

test.group('Steady urls', (group) => {
  group.each.setup(() => {
    mock.timers.enable({ apis: ['Date'], now: NOON })
    return () => mock.timers.reset()
  })

  /** As the disk store does it, counting. */
  function openUrls() {
    const signed: string[] = []
    const host = { origin: 'http://localhost' }
    const urls = new SignedUrlCache({
      ttlSeconds: 3_600,
      reuseSeconds: 600,
      origin: () => host.origin,
      sign: async (key, { ttlSeconds, signedAt, filename = '' }) => {
        signed.push(key)
        return `${key}/${filename}?expires=${(signedAt!.getTime() - NOON) / 1000 + ttlSeconds}`
      },
    })
    return { urls, signed, host }
  }

  test('stay the same for a while, and are signed once', async ({ assert }) => {
    const { urls, signed } = openUrls()
    const first = await urls.get('a', PHOTO)
    mock.timers.tick(599_000)
    assert.equal(await urls.get('a', PHOTO), first)
    assert.lengthOf(signed, 1)

    mock.timers.tick(1_000)
    assert.equal(await urls.get('a', PHOTO), 'a/?expires=4200')
    assert.lengthOf(signed, 2)
  })

  test('are kept for each host that clients use, and apart for the trash', async ({ assert }) => {
    const { urls, signed, host } = openUrls()
    await urls.get('a', PHOTO)
    host.origin = 'http://192.168.1.5:3000'
    await urls.get('a', PHOTO)
    await urls.get('a', { ...PHOTO, inTrash: true })
    assert.lengthOf(signed, 3)
    await urls.get('a', PHOTO)
    assert.lengthOf(signed, 3)
  })

  test('live as long as they may, but for the time that they stay the same', async ({ assert }) => {
    const { urls } = openUrls()
    assert.equal(await urls.get('a', PHOTO), 'a/?expires=3600')
    mock.timers.tick(599_000)
    assert.equal(await urls.get('b', PHOTO), 'b/?expires=3600')
  })

  test('that took until the next moment to sign are not remembered there', async ({ assert }) => {
    const { urls, signed } = openUrls()
    const late = urls.get('a', PHOTO)
    mock.timers.tick(600_000)
    await urls.get('b', PHOTO)
    assert.equal(await late, 'a/?expires=3600')
    assert.equal(await urls.get('a', PHOTO), 'a/?expires=4200')
    assert.deepEqual(signed, ['a', 'b', 'a'])
  })

  test('of another name or key are others', async ({ assert }) => {
    const { urls } = openUrls()
    const answers = [
      await urls.get('a', PHOTO),
      await urls.get('b', PHOTO),
      await urls.get('a', { ...PHOTO, filename: 'sea.jpg' }),
    ]
    assert.lengthOf(new Set(answers), 3)
  })

  test('of more objects than are remembered are signed anew', async ({ assert }) => {
    const { urls, signed } = openUrls()
    for (let key = 0; key <= 10_000; key++) await urls.get(String(key), PHOTO)
    await urls.get('0', PHOTO)
    assert.lengthOf(signed, 10_002)
  })
})
