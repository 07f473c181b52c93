import { type AssetFields, assetSelection } from '#app/assets/fields'
import { listAlbum } from '#app/assets/listing/album'
import { conditionsOf } from '#app/assets/listing/conditions'
import { cursorAfter } from '#app/assets/listing/cursor'
import { type AssetsPage, TAKEN_KEY, Values } from '#app/assets/listing/page'
import { searchAssets } from '#app/assets/listing/search'
import { walkOf } from '#app/assets/listing/walk'
import { plainTypes } from '#app/persistence/plain_types'
import { preparedRows } from '#app/persistence/prepared_rows'

/** An asset with its place in the list. */
export type ListedAsset = AssetFields & { sortKey?: string }

/** What a list selects. */
export function selectionOf({ sort }: AssetsPage) {
  return sort === 'taken' ? `${assetSelection}, ${TAKEN_KEY} as "sortKey"` : assetSelection
}

/**
 * A page of an owner's assets, newest first, as plain rows. It reads one index backwards and costs
 * the same on any page of any number of rows. With filters that no index sorts by, a page may have
 * fewer rows than asked for, or none, and a cursor all the same: see `searchAssets`.
 */
export class ListAssets {
  async handle(page: AssetsPage): Promise<{ assets: AssetFields[]; nextCursor: string | null }> {
    if (page.albumId && page.sort !== 'taken') return listAlbum(page)
    if (conditionsOf(page, new Values()).length > 0) return searchAssets(page)

    const values = new Values()
    const { where, order, name } = walkOf(page, values)
    const size = sizeFor(page.limit + 1)
    const rows = await preparedRows<ListedAsset>({
      name: `list_assets ${size} ${name}`,
      text: `select ${selectionOf(page)} from assets where ${where} order by ${order} limit ${size}`,
      values: values.list,
      types: plainTypes,
    })
    // One more than requested shows whether there is another page.
    if (rows.length <= page.limit) return { assets: rows, nextCursor: null }
    const assets = rows.slice(0, page.limit)
    return { assets, nextCursor: cursorAfter(assets.at(-1)!) }
  }
}

/** As text: with a placeholder PostgreSQL would expect a tenth of the table, and plan each time. */
function sizeFor(rows: number) {
  return [2, 11, 26, 51, 101].find((size) => size >= rows)!
}
