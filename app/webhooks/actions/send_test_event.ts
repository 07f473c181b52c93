import type Webhook from '#app/webhooks/models/webhook'
import WebhookDelivery from '#app/webhooks/models/webhook_delivery'

/** A row of `assets` that no asset has, so that a receiver can try how it reads one. */
const EXAMPLE = {
  id: '00000000-0000-0000-0000-000000000000',
  filename: 'example.jpg',
  content_type: 'image/jpeg',
  size: 1_000,
  status: 'ready',
  kind: 'image',
  width: 400,
  height: 300,
}

/** Queues an event of the type `webhook.test`, with an example of an asset. */
export class SendTestEvent {
  async handle({ webhook }: { webhook: Webhook }) {
    const now = new Date().toISOString()
    const asset = { ...EXAMPLE, created_at: now, updated_at: now }
    return WebhookDelivery.addTest(webhook.id, asset)
  }
}
