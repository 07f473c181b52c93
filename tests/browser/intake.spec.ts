import { test } from '@japa/runner'
import Asset from '#app/assets/models/asset'
import type User from '#app/accounts/models/user'
import { UserFactory } from '#database/factories/user_factory'
import { choose, openPage, photo, signIn } from '#tests/support/browser/browser'
import { hand } from '#tests/support/chaos/handing_over'
import { Site } from '#tests/support/services/site'
import { limitUpload, SentParts } from '#tests/support/http/traffic'

test.group('what comes in on the page', (group) => {
  let site: Site

  group.setup(async () => {
    site = await Site.shared()
  })

  async function openAs(user: User) {
    const page = await openPage(site.url)
    await signIn(page, user)
    return page
  }

  test('a file that is there already is shown instead of sent', async ({ assert }) => {
    const user = await UserFactory.create()
    const page = await openAs(user)
    await choose(page, photo('photo.webp'))
    await page.locator('img.is-shown').first().waitFor()
    await page.getByRole('button', { name: 'Clear finished uploads' }).click()

    const sent = new SentParts(page)
    await choose(page, photo('photo.webp'))
    await page.getByText('You have this one already').waitFor()
    assert.isEmpty(sent.finished)
    await page.getByRole('button', { name: 'Show photo.webp' }).click()
    await page.getByRole('dialog', { name: 'photo.webp' }).waitFor()
    await page.keyboard.press('Escape')

    await page.getByRole('button', { name: 'Upload anyway: photo.webp' }).click()
    await page.getByText('Uploaded', { exact: true }).waitFor()
    assert.lengthOf(await Asset.findManyBy({ userId: user.id }), 2)
  })

  test('files come in by a drop and from the clipboard, and tell how far they are', async ({
    assert,
  }) => {
    const user = await UserFactory.create()
    const page = await openAs(user)
    await limitUpload(page, 256 * 1_024)
    await hand(page, 'drop', ['hdr-gain-map.jpg'])
    await hand(page, 'paste', ['photo.png'])
    await page.getByText(/^[\d.]+ [kM]?B of 1\.[23] MB · [\d.]+ [kM]B\/s · \d+ s left$/).waitFor()
    await page.getByText('All 2 uploaded').waitFor()
    const assets = await Asset.query().where({ userId: user.id }).orderBy('filename')
    assert.deepEqual(
      assets.map(({ filename }) => filename),
      ['hdr-gain-map.jpg', 'photo.png']
    )
  })

  test('of many files four are sent at a time, and one whose url has expired gets a new one', async ({
    assert,
  }) => {
    const user = await UserFactory.create()
    const page = await openAs(user)
    let [open, most, refused] = [0, 0, 0]
    await page.route(/\/original\?/, async (route) => {
      if (route.request().method() !== 'PUT') return route.continue()
      most = Math.max(most, ++open)
      if (refused++ < 2) await route.fulfill({ status: 403 })
      else await route.continue()
    })
    // Reported before the page can begin another one.
    page.on('response', (response) => {
      if (response.request().method() === 'PUT') open--
    })
    const names = [
      'gps',
      'phone',
      'orientation-1',
      'orientation-3',
      'orientation-6',
      'orientation-8',
    ]
    await choose(
      page,
      [...names.map((name) => `${name}.jpg`), 'photo.png', 'photo.webp'].map(photo)
    )
    await page.getByText('All 8 uploaded').waitFor()
    assert.isAbove(most, 1)
    assert.isAtMost(most, 4)
    assert.lengthOf(await Asset.findManyBy({ userId: user.id }), 8)
  })

  test('an upload that has failed is tried again at a click', async () => {
    const page = await openAs(await UserFactory.create())
    const errors = [{ code: 'E_QUOTA_EXCEEDED', message: 'Your inbox is full.' }]
    await page.route('**/uploads/presign', (route) =>
      route.fulfill({ status: 422, json: { errors } })
    )
    await choose(page, photo('photo.webp'))
    await page.getByText(/^Your space is full/).waitFor()
    await page.unroute('**/uploads/presign')
    await page.getByRole('button', { name: 'Retry photo.webp' }).click()
    await page.getByText('Uploaded', { exact: true }).waitFor()
  })

  test('files that are not accepted or not readable say so until they are removed', async ({
    assert,
  }) => {
    const page = await openAs(await UserFactory.create())
    const buffer = Buffer.from('hello')
    await choose(page, { name: 'notes.txt', mimeType: 'text/plain', buffer })
    await page.getByText(/^This kind of file cannot be added/).waitFor()
    const broken = Buffer.from('no picture')
    await choose(page, { name: 'broken.jpg', mimeType: 'image/jpeg', buffer: broken })
    await choose(page, photo('photo.webp'))
    await page.getByText('1 uploaded, 1 not accepted, 1 not readable').waitFor()
    const list = page.getByRole('region', { name: 'Uploads' })
    await list.locator('img.tray-face').waitFor()
    assert.equal(await list.getByRole('button', { name: /^Retry/ }).count(), 0)
    await list.getByRole('button', { name: 'Open photo.webp' }).click()
    await page.getByRole('dialog', { name: 'photo.webp' }).waitFor()
    await page.keyboard.press('Escape')
    await list.getByRole('button', { name: 'Remove notes.txt from the list' }).click()
    await list.getByRole('button', { name: 'Clear finished uploads' }).click()
    await list.waitFor({ state: 'detached' })
  })
})
