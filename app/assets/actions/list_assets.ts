import type { AssetFields } from '#app/assets/transformers/asset_transformer'
import { preparedRows } from '#app/persistence/prepared_rows'
import { assetSelection, assetVariants } from '#app/assets/models/asset_selection'

export interface AssetsPage {
  userId: string
  limit: number
  cursor?: string
  status?: string
  kind?: string
  /** Base64 of the digest that was proved. */
  sha256?: string
}

/**
 * A page of an owner's assets, newest first, with their variants, in one query that reads one
 * index backwards: it costs the same on any page of any number of rows. Plain rows, for hydrating
 * models takes longer than the query.
 */
export class ListAssets {
  async handle({ userId, limit, cursor, status, kind, sha256 }: AssetsPage) {
    const conditions = Object.entries({
      'user_id =': userId,
      'status =': status,
      'kind =': kind,
      'sha_256 =': sha256,
      'id <': cursor,
    }).filter(([, value]) => value !== undefined)
    const rows = await preparedRows<AssetFields>({
      ...statementFor(conditions.map(([condition]) => condition)),
      // One more than asked for tells whether there is another page.
      values: [...conditions.map(([, value]) => value), limit + 1],
    })
    const hasMore = rows.length > limit
    const assets = hasMore ? rows.slice(0, limit) : rows
    return { assets, nextCursor: hasMore ? assets.at(-1)!.id : null }
  }
}

function statementFor(conditions: string[]) {
  const where = conditions.map((condition, index) => `${condition} $${index + 1}`).join(' and ')
  const text = `select ${assetSelection}, ${assetVariants} from assets
    where ${where} order by id desc limit $${conditions.length + 1}`
  return { name: `list_assets: ${conditions.join(' ')}`, text }
}
