import * as validators from '#app/webhooks/validators'
import { TooManyWebhooks } from '#app/webhooks/errors'
import { webhookEvents } from '#app/webhooks/models/webhook'
import { deliveryStatuses } from '#app/webhooks/models/webhook_delivery'
import {
  id,
  list,
  nothing,
  nullable,
  object,
  one,
  oneOf,
  page,
  ref,
  text,
  time,
  url,
  whole,
} from '#app/http/openapi/schema_builders'
import type { Operation } from '#app/http/openapi/types'

/** What the calls of webhooks answer and refuse. */
export const operations: Record<string, Operation> = {
  'GET /webhooks': { input: validators.webhooksPageValidator, answers: [page(ref('Webhook'))] },
  'POST /webhooks': {
    input: validators.newWebhookValidator,
    answers: [one(ref('WebhookWithSecret'), 201, 'Added.')],
    failures: [TooManyWebhooks],
  },
  'GET /webhooks/:id': { answers: [one(ref('Webhook'))] },
  'PATCH /webhooks/:id': {
    input: validators.webhookChangesValidator,
    answers: [one(ref('Webhook'))],
  },
  'DELETE /webhooks/:id': { answers: [nothing('Deleted.')] },
  'POST /webhooks/:id/rotate': { answers: [one(ref('WebhookWithSecret'))] },
  'POST /webhooks/:id/test': { answers: [one(ref('WebhookDelivery'), 202, 'Queued.')] },
  'POST /webhooks/:id/replay': {
    input: validators.replayValidator,
    answers: [one(object({ deliveries: whole }), 202, 'Queued: so many deliveries.')],
  },
  'GET /webhooks/:id/deliveries': {
    input: validators.deliveriesPageValidator,
    answers: [page(ref('WebhookDelivery'))],
  },
  'POST /webhooks/:id/deliveries/:deliveryId/redeliver': {
    answers: [one(ref('WebhookDelivery'), 202, 'Queued.')],
  },
}

const webhook = {
  id,
  url,
  events: list(oneOf(...webhookEvents)),
  description: nullable(text),
  disabledAt: nullable({
    ...time,
    description: 'It is off: by its owner, or after three days of failures',
  }),
  lastSuccessAt: nullable({ ...time, description: 'To the minute' }),
  previousSecretUntil: nullable({ ...time, description: 'Until then the secret before signs too' }),
  createdAt: time,
  updatedAt: time,
}

const delivery = object({
  id,
  eventId: { ...id, description: 'The header `webhook-id`: the same for each attempt and webhook' },
  type: oneOf(...webhookEvents, 'webhook.test'),
  assetId: nullable(id),
  status: {
    ...oneOf(...deliveryStatuses),
    description: '`skipped` happened while the webhook was off; `failed` was given up',
  },
  attempts: whole,
  responseCode: nullable({ ...whole, description: 'Of the last attempt, if there was an answer' }),
  milliseconds: nullable(whole),
  error: nullable(text),
  createdAt: time,
  attemptedAt: nullable(time),
  nextAttemptAt: nullable({ ...time, description: 'Null unless it is pending' }),
})

/** Webhooks and their deliveries, as the transformers write them. */
export const schemas = {
  Webhook: object(webhook),
  WebhookWithSecret: object({
    ...webhook,
    secret: { ...text, description: 'Shown only once. Signs as https://www.standardwebhooks.com' },
  }),
  WebhookDelivery: delivery,
}
