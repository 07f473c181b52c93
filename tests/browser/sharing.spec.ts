import { test } from '@japa/runner'
import Share from '#app/sharing/models/share'
import { findBarriers } from '#tests/support/browser/accessibility'
import { openPage, signIn } from '#tests/support/browser/browser'
import { eventually } from '#tests/support/eventually'
import { photos } from '#tests/support/http/shares'
import { Site } from '#tests/support/services/site'

test.group('sharing in a browser', () => {
  test('shares what is selected, lists it with its views, and revokes it', async ({ assert }) => {
    const site = await Site.shared()
    const { user } = await photos(2)
    const page = await openPage(site.url, { viewport: { width: 1_280, height: 900 } })
    await signIn(page, user)
    await page
      .getByRole('link', { name: /holiday/ })
      .first()
      .waitFor()
    await page.keyboard.press('Control+a')
    await page.getByRole('button', { name: 'Share', exact: true }).click()
    await page.getByLabel('Title (optional)').fill('Venice')
    assert.deepEqual(await findBarriers(page), [])
    await page.getByRole('dialog').getByRole('button', { name: 'Share' }).click()
    const url = await page.getByLabel('Everybody with this link').inputValue()
    const share = await Share.findByOrFail({ userId: user.id })
    assert.equal(url, `${site.url}/s/${share.secret}`)

    await page.goto(`${site.url}/#/shares`)
    await page.getByRole('link', { name: 'Venice' }).waitFor()
    await page.getByText('2 files · 0 views · 0 downloads').waitFor()
    assert.deepEqual(await findBarriers(page), [])
    await page.getByRole('button', { name: 'Stop sharing Venice' }).click()
    await eventually(async () => !(await Share.find(share.id)))
    assert.deepEqual(page.faults, [])
  })
})
