import { plainTypes } from '#app/persistence/plain_types'
import { preparedRows } from '#app/persistence/prepared_rows'
import { HIGHEST_ID } from '#app/assets/listing/cursor'
import { type AssetFields, assetSelection } from '#app/assets/fields'
import type { OpenShare } from '#app/sharing/open_share'

/** How many assets a page looks through for those that can be seen. */
const REACH = 500

interface SharedPage {
  share: OpenShare
  limit: number
  cursor?: string
}

/**
 * A page of what a share shows, newest first: what is ready and not in the trash. It reads the end
 * of one index, and may be short and have a cursor all the same.
 */
export async function listShared({ share, limit, cursor = HIGHEST_ID }: SharedPage) {
  const source = share.albumId ? 'album' : 'share'
  const rows = await preparedRows<AssetFields>({
    name: `list_shared ${source}`,
    text: textOf(MEMBERS[source]),
    values: [share.albumId ?? share.id, cursor, limit + 1],
    types: plainTypes,
  })
  if (rows.length > limit) return { assets: rows.slice(0, limit), nextCursor: rows[limit - 1].id }
  const [end] = await preparedRows<{ id: string }>({
    name: `list_shared end ${source}`,
    text: `${MEMBERS[source]} offset ${REACH - 1} limit 1`,
    values: [share.albumId ?? share.id, cursor],
  })
  return { assets: rows, nextCursor: end?.id ?? null }
}

const MEMBERS = {
  album: `select asset_id as id from album_assets
    where album_id = $1 and is_live and asset_id < $2 order by asset_id desc`,
  share: `select asset_id as id from share_assets
    where share_id = $1 and asset_id < $2 order by asset_id desc`,
}

function textOf(members: string) {
  return `
    select ${assetSelection} from (${members} limit ${REACH}) members
    join assets on assets.id = members.id
    where assets.status = 'ready' and assets.trashed_at is null
    order by members.id desc limit $3`
}
