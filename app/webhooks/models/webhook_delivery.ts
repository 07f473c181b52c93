import { v7 } from 'uuid'
import { compose } from '@adonisjs/core/helpers'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { WebhookDeliverySchema } from '#database/schema'
import { Identified } from '#app/persistence/identified'
import { Paged } from '#app/persistence/paged'
import { waitAfter } from '#app/webhooks/delivery/back_off'
import type { Attempt, DueDelivery } from '#app/webhooks/delivery/types'
import { deliveriesKeptSeconds, deliveryRetries } from '#config/webhooks'

/** `skipped` happened while its webhook was off; `failed` was given up after three days. */
export const deliveryStatuses = ['pending', 'delivered', 'failed', 'skipped'] as const

export type DeliveryStatus = (typeof deliveryStatuses)[number]

/** It is sent as if it had just happened, for another three days. */
function again() {
  const now = db.raw('now()')
  return { status: 'pending', attempts: 0, pendingSince: now, nextAttemptAt: now }
}

/**
 * One event for one webhook: a row of the outbox until it is delivered, and of the log afterwards.
 * What ends an attempt changes nothing if another process has ended it meanwhile.
 */
export default class WebhookDelivery extends compose(WebhookDeliverySchema, Identified, Paged) {
  declare status: DeliveryStatus

  /** An event that no asset causes. */
  static async addTest(webhookId: string, asset: object) {
    const values = { eventId: v7(), webhookId, type: 'webhook.test', asset }
    const delivery = await WebhookDelivery.create(values)
    return delivery.refresh()
  }

  /** Queues the delivery again; a pending one is retried now. */
  async redeliver() {
    await WebhookDelivery.query().where('id', this.id).update(again())
    await this.refresh()
  }

  /** Queues again all that happened since the moment and is not pending. Returns how many. */
  static async replay(webhookId: string, since: Date) {
    const replayed = await WebhookDelivery.query()
      .where({ webhookId })
      .where('created_at', '>=', since)
      .whereNot('status', 'pending')
      .update(again())
    return Number(replayed)
  }

  static async markDelivered({ id, attempts }: DueDelivery, attempt: Attempt) {
    await WebhookDelivery.query()
      .where({ id, attempts, status: 'pending' })
      .update({ ...columns(attempt), status: 'delivered' })
  }

  /**
   * Schedules the retry, with the asset's later events behind it; the last one is three days after
   * the first. Tells whether this attempt was that one, so that the delivery is given up.
   */
  static async markAttemptFailed(
    { id, attempts, webhookId, assetId }: DueDelivery,
    attempt: Attempt,
    trx: TransactionClientContract
  ) {
    const until = `pending_since + interval '${deliveryRetries.forSeconds} seconds'`
    const [row] = await WebhookDelivery.query({ client: trx })
      .where({ id, attempts, status: 'pending' })
      .returning(['status', 'next_attempt_at'])
      .update({
        ...columns(attempt),
        status: db.raw(`case when now() >= ${until} then 'failed' else status end`),
        nextAttemptAt: db.raw(`least(now() + ? * interval '1 second', ${until})`, [
          waitAfter(attempts + 1),
        ]),
      })
    if (!row || row.status === 'failed') return row?.status === 'failed'
    if (!assetId) return false
    await WebhookDelivery.query({ client: trx })
      .where({ webhookId, assetId, status: 'pending' })
      .where('next_attempt_at', '<', row.next_attempt_at)
      .update({ nextAttemptAt: row.next_attempt_at })
    return false
  }

  /** Deletes what has been in the log for a week. Returns how many rows. */
  static async sweep(limit: number) {
    const old = WebhookDelivery.query()
      .whereRaw('created_at < now() - make_interval(secs => ?)', [deliveriesKeptSeconds])
      .whereRaw(`(status <> 'pending' or pending_since < now() - make_interval(secs => ?))`, [
        deliveriesKeptSeconds,
      ])
      .orderBy('created_at')
      .limit(limit)
      .select('id')
    return Number(await WebhookDelivery.query().whereIn('id', old).delete())
  }
}

function columns({ responseCode, milliseconds, error }: Attempt) {
  return {
    attempts: db.raw('attempts + 1'),
    attemptedAt: db.raw('now()'),
    responseCode,
    milliseconds,
    error: error?.slice(0, 500) ?? null,
  }
}
