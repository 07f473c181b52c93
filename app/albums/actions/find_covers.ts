import { type AssetFields, assetSelection } from '#app/assets/fields'
import { plainTypes } from '#app/persistence/plain_types'
import { preparedRows } from '#app/persistence/prepared_rows'

/** How many of an album's newest assets are looked through for one that has a picture. */
const CANDIDATES = 10

// Each album reads the end of its own index.
const text = `
  select album.id as "albumId", ${assetSelection}
  from unnest($1::uuid[]) album (id)
  cross join lateral (
    select assets.* from (
      select asset_id from album_assets where album_id = album.id and is_live
      order by asset_id desc limit ${CANDIDATES}
    ) newest
    join assets on assets.id = newest.asset_id
    order by assets.status = 'ready' and jsonb_array_length(assets.variants) > 0 desc,
      assets.id desc
    limit 1
  ) assets
`

/** The cover of each album by its id: its newest asset, if possible one with a picture. */
export async function findCovers(albumIds: string[]) {
  const rows = await preparedRows<AssetFields & { albumId: string }>({
    name: 'find_covers',
    text,
    values: [albumIds],
    types: plainTypes,
  })
  return new Map(rows.map(({ albumId, ...asset }): [string, AssetFields] => [albumId, asset]))
}
