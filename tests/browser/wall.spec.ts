import { v7 } from 'uuid'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { UserFactory } from '#database/factories/user_factory'
import { closeBrowser, openPage, signIn } from '#tests/support/browser'
import { Site } from '#tests/support/site'

const ASSETS = 50_000
const DAY_MS = 86_400_000

/** Very many assets of one owner, a thousand a day, as photos and panoramas in turn. */
async function fillInbox(userId: string) {
  const now = Date.now()
  for (let start = 0; start < ASSETS; start += 1_000) {
    const rows = Array.from({ length: 1_000 }, (_, index) => {
      const createdAt = new Date(now - ((start + index) / 1_000) * DAY_MS)
      return {
        id: v7({ msecs: createdAt.getTime() }),
        user_id: userId,
        status: 'ready',
        kind: 'image',
        filename: `photo-${start + index}.jpg`,
        content_type: 'image/jpeg',
        size: 1_000,
        sha_256: 'x',
        width: index % 3 ? 4_000 : 3_000,
        height: index % 3 ? 3_000 : 4_000,
        upload_expires_at: createdAt,
        created_at: createdAt,
        updated_at: createdAt,
      }
    })
    await db.table('assets').multiInsert(rows)
  }
}

test.group('the wall', (group) => {
  let site: Site

  group.setup(async () => {
    site = await Site.start()
    return async () => {
      await closeBrowser()
      await site.stop()
    }
  })

  test('shows 50,000 assets to the last, and draws only those near the window', async ({
    assert,
  }) => {
    const user = await UserFactory.create()
    await fillInbox(user.id)
    const page = await openPage(site.url, { viewport: { width: 1_440, height: 900 } })
    await signIn(page, user)
    await page.getByRole('link', { name: 'photo-0.jpg' }).waitFor()

    const most = await page.evaluate(async () => {
      const { document, requestAnimationFrame, scrollTo } = globalThis as any
      const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve))
      let drawn = 0
      while (!document.querySelector('[aria-label$="photo-49999.jpg"]')) {
        scrollTo(0, document.documentElement.scrollHeight)
        await nextFrame()
        drawn = Math.max(drawn, document.querySelectorAll('.tile').length)
      }
      return drawn
    })
    assert.isAbove(most, 20)
    assert.isBelow(most, 200)

    // Somewhere in the middle, where nobody has stopped before.
    await page.evaluate('scrollTo(0, document.documentElement.scrollHeight / 2)')
    await page.locator('.tile').first().waitFor()
    await page.keyboard.press('Home')
    await page.getByRole('link', { name: 'photo-0.jpg' }).waitFor()
    assert.deepEqual(page.faults, [])
  }).timeout(600_000)
})
