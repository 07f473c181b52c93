import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import type Webhook from '#app/webhooks/models/webhook'
import type { WebhookEvent } from '#app/webhooks/models/webhook'

interface Changes {
  url?: string
  events?: WebhookEvent[]
  description?: string | null
  disabled?: boolean
}

/** Changes a webhook. One that is turned on again has three days to succeed, as a new one has. */
export class UpdateWebhook {
  async handle({
    webhook,
    changes,
    origin,
  }: {
    webhook: Webhook
    changes: Changes
    origin: RequestContext
  }) {
    const { disabled, ...values } = changes
    const state =
      disabled === undefined || disabled === Boolean(webhook.disabledAt) ? {} : switched(disabled)
    await db.transaction(async (trx) => {
      await webhook
        .useTransaction(trx)
        .merge({ ...values, ...state })
        .save()
      const { id, url } = webhook
      await AuditLog.record('webhook.changed', id, origin, trx, { url, ...changes })
    })
  }
}

function switched(disabled: boolean) {
  const now = DateTime.utc()
  return disabled ? { disabledAt: now } : { disabledAt: null, enabledAt: now, isSlow: false }
}
