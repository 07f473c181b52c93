import { type AssetFields, assetSelection } from '#app/assets/fields'
import { NotFound } from '#app/http/exceptions/errors'
import { plainTypes } from '#app/persistence/plain_types'
import { preparedRows } from '#app/persistence/prepared_rows'

const text = `select ${assetSelection} from assets 
  where id = $1 and user_id = $2 and trashed_at is null`

/**
 * One of an owner's assets as a plain row. Throws `NotFound` for somebody else's as for one that
 * does not exist.
 */
export class FindAsset {
  async handle({ id, userId }: { id: string; userId: string }) {
    const statement = { name: 'find_asset', text, values: [id, userId], types: plainTypes }
    const [asset] = await preparedRows<AssetFields>(statement)
    if (!asset) throw new NotFound()
    return asset
  }
}
