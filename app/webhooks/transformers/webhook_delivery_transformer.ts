import { BaseTransformer } from '@adonisjs/core/transformers'
import { iso, isoOrNull } from '#app/http/iso'
import type WebhookDelivery from '#app/webhooks/models/webhook_delivery'

/** A delivery as the owner of its webhook sees it. */
export default class WebhookDeliveryTransformer extends BaseTransformer<WebhookDelivery> {
  toObject() {
    const delivery = this.resource
    const isPending = delivery.status === 'pending'
    return {
      ...this.pick(delivery, ['id', 'eventId', 'type', 'assetId', 'status', 'attempts']),
      responseCode: delivery.responseCode,
      milliseconds: delivery.milliseconds,
      error: delivery.error,
      createdAt: iso(delivery.createdAt),
      attemptedAt: isoOrNull(delivery.attemptedAt),
      nextAttemptAt: isPending ? iso(delivery.nextAttemptAt) : null,
    }
  }
}
