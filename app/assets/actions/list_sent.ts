import type { AssetFields } from '#app/assets/fields'
import { type ListedAsset, selectionOf } from '#app/assets/actions/list_assets'
import { allConditionsOf } from '#app/assets/listing/conditions'
import { cursorAfter } from '#app/assets/listing/cursor'
import { type AssetsPage, TAKEN_KEY, Values } from '#app/assets/listing/page'
import type { SentBy } from '#app/accounts/auth/access'
import { plainTypes } from '#app/persistence/plain_types'
import { preparedRows } from '#app/persistence/prepared_rows'

/** A page of what a key or a grant sent, by the sender's own index. */
export class ListSent {
  async handle({ sender, ...page }: AssetsPage & { sender: SentBy }) {
    const values = new Values()
    const sent = `assets.${sender.column} = ${values.add(sender.id)}`
    const where = [sent, ...allConditionsOf(page, values)].join(' and ')
    const order = page.sort === 'taken' ? TAKEN_KEY : `assets.${sender.column}`
    const rows = await preparedRows<ListedAsset>({
      // Without a name: any combination of filters would be one more statement to keep.
      name: '',
      text: `select ${selectionOf(page)} from assets where ${where}
        order by ${order} desc, assets.id desc limit ${page.limit + 1}`,
      values: values.list,
      types: plainTypes,
    })
    const assets: AssetFields[] = rows.slice(0, page.limit)
    const hasMore = rows.length > page.limit
    return { assets, nextCursor: hasMore ? cursorAfter(rows[page.limit - 1]) : null }
  }
}
