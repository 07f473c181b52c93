import { v7 } from 'uuid'
import factory from '@adonisjs/lucid/factories'
import Webhook, { webhookEvents } from '#app/webhooks/models/webhook'
import WebhookDelivery from '#app/webhooks/models/webhook_delivery'
import { encryptSecret } from '#app/webhooks/secret'

/** The secret of every webhook that the factory makes. */
export const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

/** A webhook that wants every event. */
export const WebhookFactory = factory
  .define(Webhook, () => {
    const id = v7()
    const secret = encryptSecret(id, SECRET)
    return { id, url: 'http://receiver.example.org/', events: [...webhookEvents], secret }
  })
  .build()

/** A delivery that is due. */
export const WebhookDeliveryFactory = factory
  .define(WebhookDelivery, () => ({ eventId: v7(), type: 'webhook.test', asset: {} }))
  .build()
