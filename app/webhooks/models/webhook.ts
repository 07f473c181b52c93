import { DateTime } from 'luxon'
import { compose } from '@adonisjs/core/helpers'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { WebhookSchema } from '#database/schema'
import type User from '#app/accounts/models/user'
import { Identified } from '#app/persistence/identified'
import { Paged } from '#app/persistence/paged'
import { encryptSecret } from '#app/webhooks/secret'
import { deliveryRetries, secretOverlapSeconds } from '#config/webhooks'

export const webhookEvents = [
  'asset.ready',
  'asset.rejected',
  'asset.failed',
  'asset.deleted',
] as const

export type WebhookEvent = (typeof webhookEvents)[number]

/**
 * Where an account wants its events sent. A trigger on `assets` writes a row of
 * `webhook_deliveries` for each event and each webhook that wants it (migration 0090).
 */
export default class Webhook extends compose(WebhookSchema, Identified, Paged) {
  declare events: WebhookEvent[]

  /** Somebody else's looks like one that does not exist. */
  static ownedBy(owner: Pick<User, 'id'>, id: string) {
    return Webhook.query().where({ id, user_id: owner.id }).firstOrFail()
  }

  /** Replaces the secret; the former one keeps signing for a day. */
  async rotateSecret(secret: string, trx: TransactionClientContract) {
    this.previousSecret = this.secret
    this.previousSecretUntil = DateTime.utc().plus({ seconds: secretOverlapSeconds })
    this.secret = encryptSecret(this.id, secret)
    await this.useTransaction(trx).save()
  }

  /** Notes, to the minute, that an attempt succeeded. */
  static async noteSuccess(id: string, { isSlow }: { isSlow: boolean }) {
    await Webhook.query()
      .where({ id })
      .whereRaw(`(is_slow <> ? or coalesce(last_success_at < now() - interval '1 minute', true))`, [
        isSlow,
      ])
      .update({ isSlow, lastSuccessAt: db.raw('now()') })
  }

  /** Moves the webhook to the slow lane. */
  static async noteFailure(id: string) {
    await Webhook.query().where({ id, isSlow: false }).update({ isSlow: true })
  }

  /**
   * Turns the webhook off if it has been on for three days without one success. Tells whether this
   * call was the one that did it.
   */
  static async turnOffIfSilent(id: string, trx: TransactionClientContract) {
    const longAgo = db.raw(`now() - ? * interval '1 second'`, [deliveryRetries.forSeconds])
    const changed = await Webhook.query({ client: trx })
      .where({ id })
      .whereNull('disabled_at')
      .where('enabled_at', '<=', longAgo)
      .where((never) =>
        never.whereNull('last_success_at').orWhere('last_success_at', '<=', longAgo)
      )
      .update({ disabledAt: db.raw('now()'), updatedAt: db.raw('now()') })
    return Number(changed) === 1
  }
}
