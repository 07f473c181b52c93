import { test } from '@japa/runner'
import Link from '#app/links/models/link'
import { UserFactory } from '#database/factories/user_factory'
import { AssetFactory } from '#database/factories/asset_factory'
import { lookAt } from '#tests/support/browser/accessibility'
import { openPage, signIn } from '#tests/support/browser/browser'
import { eventually } from '#tests/support/eventually'
import { Site } from '#tests/support/services/site'

test.group('upload links in a browser', () => {
  test('are made, shown as a QR code, closed and deleted, and lead to what came', async ({
    assert,
  }) => {
    const site = await Site.shared()
    const user = await UserFactory.create()
    const page = await openPage(site.url, { viewport: { width: 390, height: 844 } })
    await signIn(page, user)
    await page.goto(`${site.url}/#/links`)
    await page.getByLabel('Title').fill('Wedding')
    await page.getByText('Limits, password and sender').click()
    await page.getByLabel('Number of files').fill('20')
    await page.getByLabel('Sender’s name').selectOption('required')
    await page.getByRole('button', { name: 'Make a link' }).click()
    await page.getByRole('button', { name: 'QR code Wedding' }).click()
    await page.getByRole('img', { name: 'QR code of the link Wedding' }).locator('path').waitFor()
    const link = await Link.findByOrFail({ userId: user.id })
    assert.deepInclude(link.$attributes, { maxAssets: 20, senderName: 'required' })
    await page.getByText(`${site.url}/r/${link.secret}`).waitFor()
    assert.deepEqual(await lookAt(page), [])

    await AssetFactory.merge({ userId: user.id, linkId: link.id, senderName: 'Bob' })
      .apply('ready')
      .create()
    await AssetFactory.merge({ userId: user.id }).apply('ready').create()
    await page.getByRole('link', { name: /received/ }).click()
    await eventually(async () => (await page.locator('[data-asset]').count()) === 1)

    await page.goto(`${site.url}/#/links`)
    await page.getByRole('button', { name: 'Close Wedding' }).click()
    await page.getByText('Closed', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Delete Wedding' }).click()
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await page.getByText('You have no links yet.').waitFor()
    assert.isNull(await Link.find(link.id))
    assert.isEmpty(page.faults)
  })
})
