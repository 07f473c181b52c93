import { test } from '@japa/runner'
import { UserFactory } from '#database/factories/user_factory'
import { choose, openPage, photo, signIn } from '#tests/support/browser/browser'
import { makePhotos } from '#tests/support/http/many_assets'
import { scrollTo } from '#tests/support/browser/scrolling'
import { Site } from '#tests/support/services/site'

test.group('the gallery', (group) => {
  let site: Site

  group.setup(async () => {
    site = await Site.shared()
  })

  test('of 20,000 assets holds only those near the window, wherever one scrolls', async ({
    assert,
  }) => {
    const user = await UserFactory.create()
    await makePhotos(user.id, 20_000)
    const page = await openPage(site.url, { viewport: { width: 1_440, height: 900 } })
    await signIn(page, user)
    const newest = page.getByRole('link', { name: 'photo-0.jpg' })
    await newest.waitFor()

    // Six days of two hundred.
    const most = await scrollTo(page, 'photo-1200.jpg')
    assert.isAbove(most, 20)
    assert.isBelow(most, 200)
    assert.equal(await newest.count(), 0)

    // The oldest month, where nobody has been before.
    const months = page.getByRole('slider', { name: 'Months' })
    await months.press('End')
    const oldest = await months.getAttribute('aria-valuetext')
    await page.getByRole('heading', { level: 2, name: oldest!.split(' · ')[0] }).waitFor()
    await page.locator('.tile').first().waitFor()
    await months.press('Home')
    await newest.waitFor()
    assert.deepEqual(page.faults, [])
  })

  test('comes back from the viewer to what was seen last', async ({ assert }) => {
    const user = await UserFactory.create()
    await makePhotos(user.id, 60)
    const page = await openPage(site.url, { viewport: { width: 700, height: 500 } })
    await signIn(page, user)
    await page.getByRole('link', { name: 'photo-0.jpg' }).click()
    await page.getByRole('dialog', { name: 'photo-0.jpg' }).waitFor()
    for (let number = 1; number <= 40; number++) {
      await page.keyboard.press('ArrowRight')
      await page.getByRole('dialog', { name: `photo-${number}.jpg` }).waitFor()
    }
    await page.keyboard.press('Escape')
    const last = page.getByRole('link', { name: 'photo-40.jpg' })
    await last.and(page.locator(':focus')).waitFor()
    assert.isTrue(await last.evaluate(isInWindow))
  })

  test('loads a picture once more that did not come', async ({ assert }) => {
    const user = await UserFactory.create()
    const page = await openPage(site.url)
    await signIn(page, user)
    let failures = 0
    await page.route(
      (url) => url.pathname.includes('thumbnail'),
      (route) => {
        failures++
        return route.abort()
      },
      { times: 1 }
    )
    await choose(page, [photo('gps.jpg')])
    await page.locator('img.is-shown').waitFor()
    assert.equal(failures, 1)
  })
})

function isInWindow(element: { getBoundingClientRect(): { top: number; bottom: number } }) {
  const { top, bottom } = element.getBoundingClientRect()
  return top >= 0 && bottom <= (globalThis as unknown as { innerHeight: number }).innerHeight
}
