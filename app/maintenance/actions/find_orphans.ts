import db from '@adonisjs/lucid/services/db'
import type { Variant } from '#app/assets/models/variant'
import type { ListedObject } from '#app/storage/object_store'

const OWNED_KEY = /^assets\/([0-9a-f-]{36})\/(original$)?/

/**
 * Which of these objects no row owns: those of an asset that does not exist, and variants that
 * their settled asset does not name. What a live upload or a running job may still own is none.
 */
export async function findOrphans(objects: ListedObject[]): Promise<ListedObject[]> {
  const ids = new Set(objects.map(({ key }) => OWNED_KEY.exec(key)?.[1]).filter((id) => id))
  const assets: { id: string; status: string; variants: Variant[] }[] = await db
    .from('assets')
    .whereIn('id', [...ids] as string[])
    .select('id', 'status', 'variants')
  const live = await db
    .from('jobs')
    .whereIn('asset_id', [...ids] as string[])
    .whereIn('state', ['queued', 'active'])
    .select('asset_id')
  const atWork = new Set(live.map(({ asset_id: id }) => id))
  const statuses = new Map(assets.map(({ id, status }) => [id, status]))
  const named = new Set(
    assets.flatMap(({ variants }) => variants.map(({ objectKey }) => objectKey))
  )

  return objects.filter(({ key }) => {
    const [, id, original] = OWNED_KEY.exec(key) ?? []
    const status = id && statuses.get(id)
    if (!status) return true
    if (original || named.has(key)) return status === 'rejected'
    return (status === 'ready' && !atWork.has(id)) || status === 'rejected'
  })
}
