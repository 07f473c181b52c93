import { type ListedAsset, selectionOf } from '#app/assets/actions/list_assets'
import { allConditionsOf, conditionsOf, isSearchable } from '#app/assets/listing/conditions'
import { cursorAfter, type Place } from '#app/assets/listing/cursor'
import { type AssetsPage, TAKEN_KEY, Values } from '#app/assets/listing/page'
import { walkOf } from '#app/assets/listing/walk'
import { plainTypes } from '#app/persistence/plain_types'
import { preparedRows } from '#app/persistence/prepared_rows'

/** How many rows a page looks through in the order of the list, and how many finds it sorts. */
export const MAX_WALKED = 2_000
const MAX_FOUND = 10_000

/**
 * A page of what meets conditions that no index sorts by, at a bounded cost. What is frequent is
 * found by walking the list. What is rare beyond that is found by the index of the condition, and
 * sorted. If neither ends within its bound, the page is what was found, and its cursor continues from
 * where the walk ended.
 */
export async function searchAssets(page: AssetsPage) {
  // Few assets have the same digest or external id.
  if (page.sha256 || page.externalId) return cut((await find(page)) ?? [], page.limit)
  const near = await walk(page)
  if (near.length > page.limit) return cut(near, page.limit)
  const end = await endOfWalk(page)
  if (!end) return { assets: near, nextCursor: null }

  const far = isSearchable(page) ? await find({ ...page, cursor: cursorAfter(end) }) : null
  if (far) return cut([...near, ...far], page.limit)
  return { assets: near, nextCursor: cursorAfter(end) }
}

/** The page of these rows, of which one more than its limit were asked for. */
export function cut(rows: ListedAsset[], limit: number) {
  if (rows.length <= limit) return { assets: rows, nextCursor: null }
  const assets = rows.slice(0, limit)
  return { assets, nextCursor: cursorAfter(assets.at(-1)!) }
}

function walk(page: AssetsPage) {
  const values = new Values()
  const { where, order } = walkOf(page, values)
  const conditions = conditionsOf(page, values).join(' and ')
  return run<ListedAsset>(
    `select ${selectionOf(page)} from (
      select * from assets where ${where} order by ${order} limit ${MAX_WALKED}
    ) assets where ${conditions} order by ${order} limit ${page.limit + 1}`,
    values
  )
}

/** The last row of a walk that ended by its bound. */
async function endOfWalk(page: AssetsPage) {
  const values = new Values()
  const { where, order } = walkOf(page, values)
  const [end] = await run<Place>(
    `select ${placeIn(page)} from assets where ${where}
    order by ${order} offset ${MAX_WALKED - 1} limit 1`,
    values
  )
  return end
}

/** All that is found from the cursor on, sorted; null if it is too much to sort. */
async function find(page: AssetsPage) {
  const values = new Values()
  const conditions = allConditionsOf(page, values).join(' and ')
  const order = page.sort === 'taken' ? `${TAKEN_KEY} desc, assets.id desc` : 'assets.id desc'
  const [counted, ...found] = await run<ListedAsset & { total: number }>(
    `with found as materialized (
      select id from assets where ${conditions} limit ${MAX_FOUND + 1}
    ), counted as (
      select count(*)::int as total from found
    )
    select ${selectionOf(page)}, total
    from counted left join (found join assets on assets.id = found.id) on total <= ${MAX_FOUND}
    order by ${order} limit ${page.limit + 1}`,
    values
  )
  if (counted.total > MAX_FOUND) return null
  return counted.id ? [counted, ...found] : []
}

function placeIn({ sort }: AssetsPage) {
  return sort === 'taken' ? `id, ${TAKEN_KEY} as "sortKey"` : 'id'
}

/** Not prepared: its plan is for these values, and there are thousands of such statements. */
export function run<Row>(text: string, values: Values) {
  return preparedRows<Row>({ text, values: values.list, types: plainTypes })
}
