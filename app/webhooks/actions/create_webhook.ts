import { v7 } from 'uuid'
import db from '@adonisjs/lucid/services/db'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import { TooManyWebhooks } from '#app/webhooks/errors'
import Webhook, { type WebhookEvent } from '#app/webhooks/models/webhook'
import { encryptSecret, newSecret } from '#app/webhooks/secret'
import { maxWebhooks } from '#config/webhooks'

interface NewWebhook {
  userId: string
  url: string
  events: WebhookEvent[]
  description?: string | null
  origin: RequestContext
}

/** Adds a webhook. Its secret is in no other answer. Throws `TooManyWebhooks`. */
export class CreateWebhook {
  async handle({ userId, url, events, description = null, origin }: NewWebhook) {
    const [id, secret] = [v7(), newSecret()]
    const webhook = await db.transaction(async (trx) => {
      // A concurrent request of the same owner waits here.
      await trx.rawQuery('select from users where id = ? for no key update', [userId])
      const own = await trx.from('webhooks').where('user_id', userId).count('* as count').first()
      if (own.count >= maxWebhooks) throw new TooManyWebhooks()
      const values = { id, userId, url, events, description, secret: encryptSecret(id, secret) }
      const created = await Webhook.create(values, { client: trx })
      await AuditLog.record('webhook.created', id, origin, trx, { url })
      return created.refresh()
    })
    return { webhook, secret }
  }
}
