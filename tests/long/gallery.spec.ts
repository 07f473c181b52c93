import { test } from '@japa/runner'
import { UserFactory } from '#database/factories/user_factory'
import { closeBrowser, openPage, signIn } from '#tests/support/browser/browser'
import { watchFrames } from '#tests/support/browser/frames'
import { makePhotos } from '#tests/support/http/many_assets'
import { scrollTo } from '#tests/support/browser/scrolling'
import { Site } from '#tests/support/services/site'

test.group('the gallery to its end', () => {
  test('shows 50,000 assets to the last', async ({ assert, cleanup }) => {
    const site = await Site.start()
    cleanup(async () => {
      await closeBrowser()
      await site.stop()
    })
    const user = await UserFactory.create()
    await makePhotos(user.id, 50_000)
    const page = await openPage(site.url, { viewport: { width: 1_440, height: 900 } })
    await signIn(page, user)
    const report = await watchFrames(page)
    assert.isBelow(await scrollTo(page, 'photo-49999.jpg'), 200)
    console.log(`    ${await report()}`)
    assert.deepEqual(page.faults, [])
  })
})
