import db from '@adonisjs/lucid/services/db'
import type Share from '#app/sharing/models/share'

const COUNTS = `
  select shares.id, coalesce(
    albums.count, (select count(*)::int from share_assets where share_id = shares.id)
  ) as count
  from shares left join albums on albums.id = shares.album_id
  where shares.id = any(:ids::uuid[])`

/** How many assets each share has, by its id: 1,000 at most are counted, an album knows its own. */
export async function countShared(shares: Share[]): Promise<Map<string, number>> {
  const { rows } = await db.rawQuery(COUNTS, { ids: shares.map(({ id }) => id) })
  return new Map(rows.map(({ id, count }: { id: string; count: number }) => [id, count]))
}
