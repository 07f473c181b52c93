import { test } from '@japa/runner'
import Webhook from '#app/webhooks/models/webhook'
import WebhookDelivery from '#app/webhooks/models/webhook_delivery'
import { UserFactory } from '#database/factories/user_factory'
import { WebhookDeliveryFactory } from '#database/factories/webhook_factory'
import { findBarriers } from '#tests/support/browser/accessibility'
import { openPage, signIn } from '#tests/support/browser/browser'
import { eventually } from '#tests/support/eventually'
import { Site } from '#tests/support/services/site'

test.group('webhooks in a browser', () => {
  test('are added, listed with their deliveries, redelivered and deleted', async ({ assert }) => {
    const site = await Site.shared()
    const user = await UserFactory.create()
    const page = await openPage(site.url, { viewport: { width: 360, height: 740 } })
    await signIn(page, user)
    await page.goto(`${site.url}/#/account`)
    await page.getByLabel('Address of your server').fill('https://receiver.invalid/hook')
    await page.getByLabel('asset.failed').uncheck()
    await page.getByRole('button', { name: 'Add webhook' }).click()
    await page.getByText(/whsec_/).waitFor()
    await page.getByText('https://receiver.invalid/hook').waitFor()
    const webhook = await Webhook.findByOrFail({ userId: user.id })
    assert.deepEqual(webhook.events, ['asset.ready', 'asset.rejected', 'asset.deleted'])

    const { id } = await WebhookDeliveryFactory.merge({
      ...{ webhookId: webhook.id, type: 'asset.ready', status: 'failed', attempts: 40 },
    }).create()
    await page.getByRole('button', { name: 'Deliveries to receiver.invalid' }).click()
    await page.getByText('failed').waitFor()
    assert.deepEqual(await findBarriers(page), [])
    await page.getByRole('button', { name: /Redeliver/ }).click()
    await eventually(() => WebhookDelivery.query().where({ id }).whereNot('attempts', 40).first())

    await page.getByRole('button', { name: 'Delete the webhook to receiver.invalid' }).click()
    await eventually(async () => !(await Webhook.find(webhook.id)))
  })
})
