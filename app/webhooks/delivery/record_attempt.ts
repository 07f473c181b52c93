import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import User from '#app/accounts/models/user'
import AuditLog from '#app/audit/models/audit_log'
import Mail from '#app/mail/models/mail'
import { turnedOffMail } from '#app/webhooks/mails'
import type { Attempt, DueDelivery } from '#app/webhooks/delivery/types'
import Webhook from '#app/webhooks/models/webhook'
import WebhookDelivery from '#app/webhooks/models/webhook_delivery'
import { slowMilliseconds } from '#config/webhooks'

/**
 * Writes down how an attempt ended. A delivery that is given up turns its webhook off if that had
 * no success for as long.
 */
export async function recordAttempt(delivery: DueDelivery, attempt: Attempt) {
  const { webhookId, isSlow } = delivery
  if (!attempt.error) {
    await WebhookDelivery.markDelivered(delivery, attempt)
    await Webhook.noteSuccess(webhookId, { isSlow: attempt.milliseconds > slowMilliseconds })
    return
  }
  if (!isSlow) await Webhook.noteFailure(webhookId)
  const isTurnedOff = await db.transaction(async (trx) => {
    const isGivenUp = await WebhookDelivery.markAttemptFailed(delivery, attempt, trx)
    if (!isGivenUp || !(await Webhook.turnOffIfSilent(webhookId, trx))) return false
    await AuditLog.record('webhook.turned_off', webhookId, { actorId: null }, trx)
    await mailOwner(delivery, trx)
    return true
  })
  if (isTurnedOff)
    logger.warn({ webhook_id: webhookId }, 'a webhook failed for three days and is off')
}

async function mailOwner({ id, userId, url }: DueDelivery, trx: TransactionClientContract) {
  const owner = await User.query({ client: trx }).where({ id: userId }).firstOrFail()
  const event = `webhook.turned_off:${id}`
  await Mail.queue({ event, to: owner.email, userId, message: turnedOffMail(url) }, trx)
}
