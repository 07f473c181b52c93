import { test } from '@japa/runner'
import Asset from '#app/assets/models/asset'
import { AssetFactory } from '#database/factories/asset_factory'
import { JobFactory } from '#database/factories/job_factory'
import { UserFactory } from '#database/factories/user_factory'
import { findBarriers } from '#tests/support/browser/accessibility'
import { choose, openPage, photo, signIn } from '#tests/support/browser/browser'
import { eventually } from '#tests/support/eventually'
import { Site } from '#tests/support/services/site'

const PHONE = { viewport: { width: 360, height: 740 }, colorScheme: 'light' } as const
const DESK = { viewport: { width: 1_440, height: 900 }, colorScheme: 'dark' } as const
const LOOKS = [
  { look: 'a phone by day', options: PHONE },
  { look: 'a desk by night', options: DESK },
]

test.group('the page for everybody', (group) => {
  let site: Site

  group.setup(async () => {
    site = await Site.shared()
  })

  test('the sign-in page has no axe violation on {look}')
    .with(LOOKS)
    .run(async ({ assert }, { options }) => {
      const page = await openPage(site.url, options)
      await page.getByRole('heading', { name: 'Welcome back' }).waitFor()
      assert.deepEqual(await findBarriers(page), [])
      await page.getByRole('button', { name: 'Create an account' }).click()
      await page.getByLabel('Password').fill('seventeen wet geese')
      await page.getByLabel('Email').fill('ann@host')
      await page.getByRole('button', { name: 'Create account' }).click()
      await page.locator('.wrong:visible').waitFor()
      assert.deepEqual(await findBarriers(page), [])
    })

  test('has no barriers in the inbox, empty and full, on {look}')
    .with(LOOKS)
    .run(async ({ assert }, { options }) => {
      const user = await UserFactory.create()
      const page = await openPage(site.url, options)
      await signIn(page, user)
      await page.getByRole('heading', { name: 'Drop your photos anywhere' }).waitFor()
      assert.deepEqual(await findBarriers(page), [])

      await AssetFactory.merge({ userId: user.id }).apply('failed').create()
      await AssetFactory.merge({ userId: user.id, kind: 'audio' }).create()
      await choose(page, ['gps.jpg', 'photo.webp'].map(photo))
      await page.locator('img.is-shown').nth(1).waitFor()
      assert.deepEqual(await findBarriers(page), [])

      await page.getByRole('link', { name: 'Photo, gps.jpg' }).click()
      await page.getByText('NIKON COOLPIX P6000').waitFor()
      assert.deepEqual(await findBarriers(page), [])
      await page.getByRole('button', { name: 'Rename' }).click()
      assert.deepEqual(await findBarriers(page), [])
    })

  test('has no barriers on the pages beside it, on {look}')
    .with(LOOKS)
    .run(async ({ assert }, { options }) => {
      const administrator = await UserFactory.apply('administrator').create()
      const asset = await AssetFactory.merge({ userId: administrator.id }).apply('failed').create()
      await JobFactory.merge({ assetId: asset.id }).apply('failed').create()
      const page = await openPage(site.url, options)
      await signIn(page, administrator)
      const places = [
        { place: 'account', text: 'This one' },
        { place: 'jobs', text: 'Retry all' },
        { place: 'users', text: administrator.email },
        { place: 'audit', text: 'session.opened' },
      ]
      for (const { place, text } of places) {
        await page.goto(`${site.url}/#/${place}`)
        await page.locator('.rows').getByText(text).first().waitFor()
        assert.deepEqual(await findBarriers(page), [], place)
      }
      await page.getByRole('button', { name: 'Account', exact: true }).click()
      assert.deepEqual(await findBarriers(page), [])
      assert.deepEqual(page.faults, [])
    })

  test('is used by the keyboard alone', async ({ assert }) => {
    const user = await UserFactory.create()
    const page = await openPage(site.url, { viewport: DESK.viewport })
    await page.getByLabel('Email').focus()
    await page.keyboard.type(user.email)
    await page.keyboard.press('Tab')
    await page.keyboard.type('seventeen wet geese')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Account', exact: true }).waitFor()

    const names = ['gps.jpg', 'photo.webp', 'flowers.jpeg']
    for (const name of names) {
      await choose(page, photo(name))
      await page.getByRole('link', { name }).locator('img.is-shown').waitFor()
    }
    const focused = () => page.evaluate('document.activeElement.ariaLabel')
    await page.getByRole('link', { name: 'photo.webp' }).focus()
    await page.keyboard.press('ArrowRight')
    assert.equal(await focused(), 'Photo, flowers.jpeg')
    await page.keyboard.press('End')
    await eventually(async () => (await focused()) === 'Photo, gps.jpg')

    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'gps.jpg' }).waitFor()
    await page.keyboard.press('ArrowLeft')
    await page.getByRole('dialog', { name: 'flowers.jpeg' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await eventually(async () => (await focused()) === 'Photo, flowers.jpeg')

    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'flowers.jpeg' }).waitFor()
    await page.keyboard.press('Delete')
    await page.getByRole('dialog', { name: 'gps.jpg' }).waitFor()
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: 'flowers.jpeg' }).waitFor()
    await eventually(async () => (await focused()) === 'Photo, gps.jpg')
    assert.lengthOf(await Asset.findManyBy({ userId: user.id }), 3)
  })
})
