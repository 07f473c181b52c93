import { type AssetFields, assetSelection } from '#app/assets/fields'
import { type Owner, sentBy } from '#app/accounts/auth/access'
import { NotFound } from '#app/http/exceptions/errors'
import { plainTypes } from '#app/persistence/plain_types'
import { preparedRows } from '#app/persistence/prepared_rows'

const text = `select ${assetSelection} from assets 
  where id = $1 and user_id = $2 and trashed_at is null`

/**
 * An asset that the principal sees, as a plain row. Throws `NotFound` for any other as for one that
 * does not exist.
 */
export class FindAsset {
  async handle({ id, owner }: { id: string; owner: Owner }) {
    const sender = sentBy(owner)
    const values = [id, owner.id]
    const statement = sender
      ? {
          name: `find_asset: ${sender.column}`,
          text: `${text} and ${sender.column} = $3`,
          values: [...values, sender.id],
          types: plainTypes,
        }
      : { name: 'find_asset', text, values, types: plainTypes }
    const [asset] = await preparedRows<AssetFields>(statement)
    if (!asset) throw new NotFound()
    return asset
  }
}
