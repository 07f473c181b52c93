import db from '@adonisjs/lucid/services/db'
import { isActive } from '#app/accounts/models/active'
import type { DueDelivery } from '#app/webhooks/delivery/types'

interface Room {
  /** Deliveries that are being attempted. */
  inFlight: string[]
  /** Webhooks that have all the attempts they may have at once. */
  full: string[]
  hasFast: boolean
  hasSlow: boolean
}

/** Rows at a time; when they are under way, there are more. */
const BATCH = 100

/**
 * Deliveries that may be attempted now, a few of each webhook, the webhooks in random order. It
 * walks over the webhooks that have pending rows, not over the rows, so that one with many keeps
 * no other waiting. Of one asset's events only the first pending one is due.
 */
export async function findDueDeliveries(room: Room): Promise<DueDelivery[]> {
  const { rows } = await db.rawQuery(DUE, { ...room, batch: BATCH })
  return rows
}

const DUE = `
  with recursive receivers as (
    (select webhook_id as id from webhook_deliveries where status = 'pending'
      order by webhook_id limit 1)
    union all
    select (select webhook_id from webhook_deliveries
      where status = 'pending' and webhook_id > receivers.id order by webhook_id limit 1)
    from receivers where receivers.id is not null
  )
  select due.*, webhooks.user_id as "userId", webhooks.url, webhooks.secret,
    webhooks.is_slow as "isSlow",
    case when previous_secret_until > now() then previous_secret end as "previousSecret"
  from receivers
  join webhooks on webhooks.id = receivers.id
  join users on users.id = webhooks.user_id
  cross join lateral (
    select id, webhook_id as "webhookId", event_id as "eventId", type, asset_id as "assetId", asset,
      attempts, created_at as "createdAt", pending_since as "pendingSince"
    from webhook_deliveries as delivery
    where webhook_id = webhooks.id and status = 'pending' and next_attempt_at <= now()
      and id <> all (:inFlight::uuid[])
      and not exists (
        select from webhook_deliveries as earlier
        where earlier.webhook_id = webhooks.id and earlier.asset_id = delivery.asset_id
          and earlier.status = 'pending' and earlier.sequence < delivery.sequence
      )
    order by next_attempt_at, sequence limit 4
  ) due
  where webhooks.disabled_at is null and ${isActive()} and webhooks.id <> all (:full::uuid[])
    and case when is_slow then :hasSlow::boolean else :hasFast::boolean end
  order by random() limit :batch
`
