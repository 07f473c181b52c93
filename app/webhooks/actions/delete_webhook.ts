import db from '@adonisjs/lucid/services/db'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import type Webhook from '#app/webhooks/models/webhook'

/** Deletes a webhook with its deliveries, pending ones included. */
export class DeleteWebhook {
  async handle({ webhook, origin }: { webhook: Webhook; origin: RequestContext }) {
    await db.transaction(async (trx) => {
      const deleted = await trx.from('webhooks').where('id', webhook.id).delete()
      if (Number(deleted) === 0) return
      await AuditLog.record('webhook.deleted', webhook.id, origin, trx, { url: webhook.url })
    })
  }
}
