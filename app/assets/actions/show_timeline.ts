import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { cursorBefore } from '#app/assets/listing/cursor'
import type { AssetSort } from '#app/assets/listing/page'

export interface Month {
  /** `2026-07` */
  month: string
  count: number
  /** Starts the list, sorted alike, at this month. */
  cursor: string
}

/**
 * How many assets of an owner are in each month that has any, newest first, without those in the
 * trash. The database keeps the counts, so that it costs a row a month.
 */
export class ShowTimeline {
  async handle({ userId, sort }: { userId: string; sort: AssetSort }): Promise<Month[]> {
    const months: { month: string; count: number }[] = await db
      .from('asset_months')
      .where({ user_id: userId, sort })
      .where('count', '>', 0)
      .orderBy('month', 'desc')
      .select(db.raw(`to_char(month, 'YYYY-MM') as month`), 'count')
    return months.map(({ month, count }) => {
      const next = DateTime.fromISO(`${month}-01`, { zone: 'utc' }).plus({ months: 1 })
      return { month, count, cursor: cursorBefore(next.toJSDate(), sort) }
    })
  }
}
