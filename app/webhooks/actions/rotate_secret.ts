import db from '@adonisjs/lucid/services/db'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import type Webhook from '#app/webhooks/models/webhook'
import { newSecret } from '#app/webhooks/secret'

/** Gives the webhook another secret, and returns it. Both sign for a day. */
export class RotateSecret {
  async handle({ webhook, origin }: { webhook: Webhook; origin: RequestContext }) {
    const secret = newSecret()
    await db.transaction(async (trx) => {
      await webhook.rotateSecret(secret, trx)
      await AuditLog.record('webhook.secret_rotated', webhook.id, origin, trx)
    })
    return secret
  }
}
