import db from '@adonisjs/lucid/services/db'
import { ownedObjects } from '#app/assets/models/owned_objects'
import type { ListedObject } from '#app/storage/object_store'

const ASSET_KEY = /^assets\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\//

/** Attempts may be writing objects of these that no row owns yet, and of all that have live jobs. */
const IN_MOTION = ['pending', 'processing', 'failed']

/**
 * Which of these objects no row owns, nothing that is under way may still own, and no deletion is
 * about to remove.
 */
export async function findOrphans<Listed extends Pick<ListedObject, 'key'>>(
  objects: Listed[]
): Promise<Listed[]> {
  const ids = new Set(objects.flatMap(({ key }) => idOf(key) ?? []))
  if (ids.size === 0) return objects
  const { rows } = await db.rawQuery(QUERY, [[...ids], IN_MOTION])
  const { owned, moving, deleted } = rows[0] as Record<string, string[] | null>
  const keys = new Set(owned)
  const spared = new Set([...(moving ?? []), ...(deleted ?? [])])
  return objects.filter(({ key }) => !keys.has(key) && !spared.has(idOf(key) ?? ''))
}

function idOf(key: string) {
  return ASSET_KEY.exec(key)?.[1]
}

const QUERY = `
  with wanted as (select unnest(?::uuid[]) as id),
    page as materialized (select assets.* from assets join wanted using (id))
  select (select json_agg(key) from (${ownedObjects('page')}) owned) as owned,
    (select json_agg(id) from page where status = any(?) or exists (
      select from jobs where asset_id = page.id and state in ('queued', 'active')
    )) as moving,
    (select json_agg(wanted.id) from wanted
      join deletions on prefix = 'assets/' || wanted.id || '/') as deleted
`
