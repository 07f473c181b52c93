import { type AssetFields, assetSelection } from '#app/assets/fields'
import { NotFound } from '#app/http/exceptions/errors'
import { plainTypes } from '#app/persistence/plain_types'
import { preparedRows } from '#app/persistence/prepared_rows'
import type { OpenShare } from '#app/sharing/open_share'

/** One of the assets that a share shows at this moment. Throws `NotFound`. */
export async function findShared({ id, albumId }: OpenShare, assetId: string) {
  const source = albumId ? 'album' : 'share'
  const [asset] = await preparedRows<AssetFields>({
    name: `find_shared ${source}`,
    text: `select ${assetSelection} from assets
      where id = $2 and status = 'ready' and trashed_at is null and exists (${MEMBERS[source]})`,
    values: [albumId ?? id, assetId],
    types: plainTypes,
  })
  if (!asset) throw new NotFound()
  return asset
}

const MEMBERS = {
  album: 'select from album_assets where album_id = $1 and asset_id = $2',
  share: 'select from share_assets where share_id = $1 and asset_id = $2',
}
