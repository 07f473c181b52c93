import { type AssetFields, assetSelection } from '#app/assets/fields'
import { plainTypes } from '#app/persistence/plain_types'
import { preparedRows } from '#app/persistence/prepared_rows'

export interface AssetsPage {
  userId: string
  limit: number
  cursor?: string
  status?: string
  kind?: string
  /** Base64 of the digest that was verified. */
  sha256?: string
  externalId?: string
}

const LOWEST_ID = '00000000-0000-0000-0000-000000000000'
const HIGHEST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/**
 * A page of an owner's assets, newest first, as plain rows: it reads one index backwards, and costs
 * the same on any page of any number of rows.
 */
export class ListAssets {
  async handle({ limit, cursor = HIGHEST_ID, ...filters }: AssetsPage) {
    // One more than asked for tells whether there is another page.
    const statement = statementFor(filters, sizeFor(limit + 1))
    const { values } = statement
    const page = { ...statement, values: [...values, cursor], types: plainTypes }
    const rows = await preparedRows<AssetFields>(page)
    const hasMore = rows.length > limit
    const assets = hasMore ? rows.slice(0, limit) : rows
    return { assets, nextCursor: hasMore ? assets.at(-1)!.id : null }
  }
}

/** As text: with a placeholder PostgreSQL would expect a tenth of the table, and plan each time. */
function sizeFor(rows: number) {
  return [2, 11, 26, 51, 101].find((size) => size >= rows)!
}

function statementFor(filters: Omit<AssetsPage, 'limit' | 'cursor'>, size: number) {
  const { userId, status, kind, sha256, externalId } = filters
  const given = Object.entries({
    user_id: userId,
    status,
    kind,
    sha_256: sha256,
    external_id: externalId,
  })
  const columns = given.filter(([, value]) => value !== undefined)
  const names = columns.map(([name]) => name)
  const text = `select ${assetSelection} from assets
    where ${sha256 || externalId ? equality(names) : range(names)} limit ${size}`
  return {
    name: `list_assets ${size}: ${names.join(' ')}`,
    text,
    values: columns.map(([, value]) => value),
  }
}

/**
 * Values of these columns as a range of the one index that has them. An equality would let
 * PostgreSQL read the primary key instead, through the rows of everybody: the order is of all
 * columns, which no other index has.
 */
function range(columns: string[]) {
  const row = [...columns, 'id'].join(', ')
  const places = columns.map((_, index) => `$${index + 1}`).join(', ')
  return `(${row}) < (${places}, $${columns.length + 1}) and (${row}) > (${places}, '${LOWEST_ID}')
    order by ${[...columns, 'id'].map((column) => `${column} desc`).join(', ')}`
}

/** Few rows have the same digest or external id. */
function equality(columns: string[]) {
  const conditions = columns.map((column, index) => `${column} = $${index + 1}`)
  return `${conditions.join(' and ')} and id < $${columns.length + 1} order by id desc`
}
