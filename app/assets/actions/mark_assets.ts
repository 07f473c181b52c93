import db from '@adonisjs/lucid/services/db'
import type { Exception } from '@adonisjs/core/exceptions'
import { TooManyTags } from '#app/assets/errors'
import { NotFound } from '#app/http/exceptions/errors'
import { announce } from '#app/persistence/announcements/announce'

export const bulkActions = [
  'trash',
  'restore',
  'erase',
  'tag',
  'untag',
  'favorite',
  'unfavorite',
  'addToAlbum',
  'removeFromAlbum',
] as const

export interface BulkChange {
  userId: string
  action: (typeof bulkActions)[number]
  ids: string[]
  tags?: string[]
  albumId?: string
}

/** How many tags an asset has at most. */
export const MAX_TAGS = 50

/**
 * Tags, marks or arranges assets in one statement: all of it or nothing. Returns why, for those
 * that were refused. Throws `NotFound` for an album that is not the owner's.
 */
export async function markAssets(change: BulkChange): Promise<Map<string, Exception>> {
  const { userId, action, ids, tags = [], albumId } = change
  const statement = STATEMENTS[action as keyof typeof STATEMENTS]
  return db.transaction(async (trx) => {
    const values = { userId, ids, tags, albumId: albumId ?? '' }
    const held = await trx.rawQuery(HOLD, values)
    const found = new Set<string>(held.rows.map(({ id }: { id: string }) => id))
    if (albumId) {
      // After the assets: one that goes to the trash locks its albums after itself.
      const album = trx.from('albums').where({ id: albumId, user_id: userId })
      if (Number(await album.update({ updated_at: new Date() })) === 0) throw new NotFound()
    }
    const changed = await trx.rawQuery(statement, { ...values, found: [...found] })
    const done = new Set(changed.rows.map(({ id }: { id: string }) => id))
    announce(userId, trx)
    const failures = ids.flatMap((id): [string, Exception][] => {
      if (!found.has(id)) return [[id, new NotFound()]]
      return action === 'tag' && !done.has(id) ? [[id, new TooManyTags()]] : []
    })
    return new Map(failures)
  })
}

// In the order of their ids, so that no two calls wait for each other.
const HOLD = `
  select id from assets where user_id = :userId and id = any(:ids::uuid[]) and trashed_at is null
  order by id for update`

const CHANGED = 'updated_at = now() where id = any(:found::uuid[])'
const ADDED = 'array(select tag from unnest(:tags::text[]) tag where tag <> all(tags))'

const STATEMENTS = {
  favorite: `update assets set favorite = true, ${CHANGED} returning id`,
  unfavorite: `update assets set favorite = false, ${CHANGED} returning id`,
  tag: `update assets set tags = tags || ${ADDED}, ${CHANGED}
    and cardinality(tags || ${ADDED}) <= ${MAX_TAGS} returning id`,
  untag: `update assets set tags = array(
      select tag from unnest(tags) with ordinality as kept (tag, place)
      where tag <> all(:tags::text[]) order by place
    ), ${CHANGED} returning id`,
  addToAlbum: `insert into album_assets (album_id, asset_id, is_live)
    select :albumId, id, true from unnest(:found::uuid[]) id on conflict do nothing
    returning asset_id as id`,
  removeFromAlbum: `delete from album_assets
    where album_id = :albumId and asset_id = any(:found::uuid[]) returning asset_id as id`,
}
