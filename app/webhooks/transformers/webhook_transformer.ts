import { BaseTransformer } from '@adonisjs/core/transformers'
import type { DateTime } from 'luxon'
import { iso, isoOrNull } from '#app/http/iso'
import type Webhook from '#app/webhooks/models/webhook'

/** A webhook as its owner sees it. */
export default class WebhookTransformer extends BaseTransformer<Webhook> {
  toObject() {
    const webhook = this.resource
    return {
      ...this.pick(webhook, ['id', 'url', 'events']),
      description: webhook.description,
      disabledAt: isoOrNull(webhook.disabledAt),
      lastSuccessAt: isoOrNull(webhook.lastSuccessAt),
      previousSecretUntil: isoOrNull(future(webhook.previousSecretUntil)),
      createdAt: iso(webhook.createdAt),
      updatedAt: iso(webhook.updatedAt),
    }
  }
}

function future(time: DateTime | null) {
  return time && time.diffNow().toMillis() > 0 ? time : null
}
