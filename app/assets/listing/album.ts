import { selectionOf } from '#app/assets/actions/list_assets'
import { allConditionsOf, conditionsOf } from '#app/assets/listing/conditions'
import { placeOf } from '#app/assets/listing/cursor'
import { type AssetsPage, Values } from '#app/assets/listing/page'
import { cut, MAX_WALKED, run } from '#app/assets/listing/search'
import type { AssetFields } from '#app/assets/fields'

/**
 * A page of an album, newest first, by the album's own index: it costs the same in an album of any
 * size. With further filters it looks through a bounded number of the album's assets, and its
 * cursor continues where that ended.
 */
export async function listAlbum(page: AssetsPage) {
  const filters = { ...page, albumId: undefined }
  const { status, kind } = page
  const isFiltered = status || kind || conditionsOf(filters, new Values()).length > 0
  const reach = isFiltered ? MAX_WALKED : page.limit + 1
  const values = new Values()
  const walk = walkOf(page, values)
  const conditions = allConditionsOf(filters, values).join(' and ')
  const found = await run<AssetFields>(
    `select ${selectionOf(page)} from (${walk} limit ${reach}) arranged
    join assets on assets.id = arranged.id where ${conditions}
    order by arranged.id desc limit ${page.limit + 1}`,
    values
  )
  if (found.length > page.limit || !isFiltered) return cut(found, page.limit)
  return { assets: found, nextCursor: await endOf(page) }
}

/** Nothing of an album that is somebody else's. */
function walkOf({ albumId, userId, trashed = false, cursor }: AssetsPage, values: Values) {
  const [album, owner] = [values.add(albumId), values.add(userId)]
  return `select asset_id as id from album_assets
    where album_id = (select id from albums where id = ${album} and user_id = ${owner})
      and is_live = ${!trashed} and asset_id < ${values.add(placeOf(cursor).id)}
    order by asset_id desc`
}

/** The cursor where the walk ended by its bound; null if it saw the whole album. */
async function endOf(page: AssetsPage) {
  const values = new Values()
  const walk = walkOf(page, values)
  const [end] = await run<{ id: string }>(`${walk} offset ${MAX_WALKED - 1} limit 1`, values)
  return end?.id ?? null
}
