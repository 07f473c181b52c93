import db from '@adonisjs/lucid/services/db'
import { type AssetFields, assetColumns } from '#app/assets/fields'
import type { SentBy } from '#app/accounts/auth/access'
import { eventBatch } from '#config/events'

/** One event of an owner. Without an asset, the asset is gone by now. */
export interface AssetEvent {
  id: number
  assetId: string
  isDeletion: boolean
  /** The asset as it is known now, in the state that the event reports. */
  asset: AssetFields | null
}

type Row = AssetFields & {
  eventId: number
  assetId: string
  eventStatus: string
  eventErrorCode: string | null
  eventErrorMessage: string | null
}

/**
 * The owner's next events after one, in the order in which they became true. For a sender, those of
 * other assets and deletions have no asset.
 */
export async function eventsAfter(
  userId: string,
  id: number,
  sender?: SentBy
): Promise<AssetEvent[]> {
  const rows: Row[] = await db
    .from('asset_events as events')
    .leftJoin('assets', (join) => {
      join.on('assets.id', 'events.asset_id').andOnNull('assets.trashed_at')
      if (sender) join.andOnVal(`assets.${sender.column}`, sender.id)
    })
    .where('events.user_id', userId)
    .where('events.id', '>', id)
    .orderBy('events.id')
    .limit(eventBatch)
    .select(EVENT_COLUMNS)
    .select(assetColumns)
  const events = rows.map(toEvent)
  // Nobody knows any more who sent what is gone.
  return sender ? events.map((event) => ({ ...event, isDeletion: false })) : events
}

const EVENT_COLUMNS = {
  eventId: 'events.id',
  assetId: 'events.asset_id',
  eventStatus: 'events.status',
  eventErrorCode: 'events.error_code',
  eventErrorMessage: 'events.error_message',
}

/** The owner's last event; 0 where nothing has happened within the time that events are kept. */
export async function lastEventId(userId: string): Promise<number> {
  const [{ max }] = await db.from('asset_events').where('user_id', userId).max('id as max')
  return max ?? 0
}

/** Whether everything that came after the event is still known: its own row is still there. */
export async function canResumeAfter(userId: string, id: number) {
  return Boolean(await db.from('asset_events').where({ user_id: userId, id }).first())
}

function toEvent(row: Row): AssetEvent {
  const { eventId: id, assetId, eventStatus, eventErrorCode, eventErrorMessage, ...now } = row
  const then = {
    status: eventStatus as AssetFields['status'],
    errorCode: eventErrorCode,
    errorMessage: eventErrorMessage,
  }
  const asset = now.id ? { ...now, ...then } : null
  return { id, assetId, isDeletion: eventStatus === 'deleted', asset }
}
