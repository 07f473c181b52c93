import type { AssetFields } from '#app/assets/transformers/asset_transformer'
import { NotFound } from '#app/http/exceptions/errors'
import { preparedRows } from '#app/persistence/prepared_rows'
import { assetSelection, assetVariants } from '#app/assets/models/asset_selection'

const text = `select ${assetSelection}, ${assetVariants} from assets where id = $1 and user_id = $2`

/**
 * One of an owner's assets, with its variants, as a plain row. Throws `NotFound` for somebody
 * else's as for one that does not exist.
 */
export class FindAsset {
  async handle({ id, userId }: { id: string; userId: string }) {
    const values = [id, userId]
    const [asset] = await preparedRows<AssetFields>({ name: 'find_asset', text, values })
    if (!asset) throw new NotFound()
    return asset
  }
}
