import { v7 } from 'uuid'
import { test } from '@japa/runner'
import Asset from '#app/assets/models/asset'
import User from '#app/accounts/models/user'
import { choose, openPage, photo } from '#tests/support/browser/browser'
import { eventually } from '#tests/support/eventually'
import { Site } from '#tests/support/services/site'

test.group('a person with a browser alone', (group) => {
  let site: Site

  group.setup(async () => {
    site = await Site.shared()
  })

  test('signs up, adds photos, and sees them arrive, open, change their name and go', async ({
    assert,
  }) => {
    const page = await openPage(site.url)
    const email = `${v7()}@example.org`
    await page.getByRole('button', { name: 'Create an account' }).click()
    await page.getByLabel('Name').fill('Ada')
    await page.getByLabel('Email').fill(email)
    await page.getByLabel('Password').fill('seventeen wet geese')
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByRole('heading', { name: 'Drop your photos anywhere' }).waitFor()

    const names = ['gps.jpg', 'flowers.jpeg', 'orientation-6.jpg', 'photo.png']
    await choose(page, names.map(photo))
    await page.getByText('All 4 uploaded').waitFor()
    // Live: nobody reloads.
    for (const name of names) {
      const thumbnail = page.getByRole('link', { name: `Photo, ${name}` }).locator('img.is-shown')
      await thumbnail.waitFor()
      assert.isAbove(await thumbnail.evaluate(({ naturalWidth }) => naturalWidth), 0)
    }
    await page.getByRole('heading', { name: 'Today' }).waitFor()

    await page.getByRole('link', { name: 'Photo, gps.jpg' }).click()
    const details = page.getByRole('complementary', { name: 'Details' })
    await details.getByText('NIKON COOLPIX P6000').waitFor()
    const map = await details.getByRole('link', { name: 'Show on a map' }).getAttribute('href')
    assert.match(map!, /^https:\/\/www\.openstreetmap\.org\/\?mlat=43\.4674\d&mlon=11\.8851\d/)

    // To the pixels of the original, and back.
    const original = page.locator('img.stage-original')
    await page.locator('.is-zoomable').dblclick()
    await original.waitFor()
    await page.locator('.is-zoomable').dblclick()
    await original.waitFor({ state: 'detached' })
    await details.getByLabel('Add a tag').fill('italy')
    await page.keyboard.press('Enter')
    await details.getByRole('button', { name: 'Remove the tag italy' }).waitFor()
    await details.getByRole('button', { name: 'Favorite' }).click()
    const owner = await User.findByOrFail({ email })
    const named = (filename: string) => Asset.findBy({ userId: owner.id, filename })
    await eventually(async () => {
      const asset = await named('gps.jpg')
      return asset?.favorite && asset.tags.includes('italy')
    })

    const download = page.waitForEvent('download')
    await details.getByRole('button', { name: 'Download' }).click()
    const saved = await download
    assert.equal(saved.suggestedFilename(), 'gps.jpg')

    await details.getByRole('button', { name: 'Rename' }).click()
    await page.getByLabel('New name').fill('village.jpg')
    await page.getByRole('button', { name: 'Save' }).click()
    await details.getByRole('heading', { name: 'village.jpg' }).waitFor()

    await details.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: 'Photo, village.jpg' }).waitFor()
    assert.isNotNull(await named('village.jpg'))

    await page.getByRole('link', { name: 'Photo, village.jpg' }).click()
    await details.getByRole('button', { name: 'Delete' }).click()
    await page.keyboard.press('Escape')
    await eventually(async () => {
      const asset = await named('village.jpg')
      return asset?.trashedAt
    })
    assert.equal(await page.getByRole('link', { name: 'village.jpg' }).count(), 0)
    await page.goto(`${site.url}/#/assets/${v7()}`)
    await page.getByRole('heading', { name: 'This file is not here' }).waitFor()
    assert.deepEqual(page.faults, [])
  })

  test('sees what it asks for by kind and state, and comes back to it', async ({ assert }) => {
    const page = await openPage(site.url)
    await page.getByRole('button', { name: 'Create an account' }).click()
    await page.getByLabel('Email').fill(`${v7()}@example.org`)
    await page.getByLabel('Password').fill('seventeen wet geese')
    await page.getByRole('button', { name: 'Create account' }).click()
    await choose(page, [photo('photo.webp')])
    const tile = page.getByRole('link', { name: 'Photo, photo.webp' })
    await tile.waitFor()

    await page.getByRole('link', { name: 'Videos' }).click()
    await page.getByText('Nothing here').waitFor()
    await page.reload()
    await page.getByText('Nothing here').waitFor()
    await page.getByRole('link', { name: 'Photos' }).click()
    await tile.waitFor()
    await page.getByRole('combobox', { name: 'Search' }).fill('is:failed')
    await page.keyboard.press('Enter')
    await page.getByText('Nothing here').waitFor()
    assert.equal(await tile.count(), 0)
  })
})
