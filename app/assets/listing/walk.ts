import { type AssetsPage, TAKEN_KEY, type Values } from '#app/assets/listing/page'
import { LOWEST_ID, placeOf } from '#app/assets/listing/cursor'
import { outermost } from '#app/assets/listing/taken_bound'

/** The range of one index that a list reads backwards. */
export interface Walk {
  where: string
  order: string
  /** Distinguishes walks whose SQL differs. */
  name: string
}

/**
 * The range for a page. An equality would let PostgreSQL read another index, as the primary key,
 * through the rows of everybody: the order is of all columns, which no other index has.
 */
export function walkOf(page: AssetsPage, values: Values): Walk {
  const { userId, trashed = false, sort = 'added', status, kind, cursor } = page
  const fixed = [
    // Of a sub-select PostgreSQL estimates nothing. Of the first or last owner by id it would expect
    // one row, and sort what another index finds.
    ['assets.user_id', `(select ${values.add(userId)}::uuid)`],
    ['(assets.trashed_at is null)', String(!trashed)],
    ...walkedFilters(page).map(([column, value]) => [column, values.add(value)]),
  ]
  const keys = sort === 'taken' ? [TAKEN_KEY, 'assets.id'] : ['assets.id']
  const columns = [...fixed.map(([column]) => column), ...keys]
  const row = columns.join(', ')
  const places = fixed.map(([, place]) => place)
  const start = placeOf(cursor)
  const upper = sort === 'taken' ? [firstOf(page, start.sortKey), start.id] : [start.id]
  const lower = sort === 'taken' ? [lastOf(page), LOWEST_ID] : [LOWEST_ID]
  const tuple = (bounds: string[]) => [...places, ...bounds.map((bound) => values.add(bound))]
  return {
    where: `(${row}) < (${tuple(upper).join(', ')}) and (${row}) > (${tuple(lower).join(', ')})`,
    order: columns.map((column) => `${column} desc`).join(', '),
    // A name of PostgreSQL has 63 characters at most.
    name: [sort, trashed ? 'trashed' : 'live', status && 'status', kind && 'kind'].join(' '),
  }
}

/** The filters that an index has before its order. */
function walkedFilters({ sort, status, kind }: AssetsPage): [string, string][] {
  if (sort === 'taken') return []
  const filters: [string, string | undefined][] = [
    ['assets.status', status],
    ['assets.kind', kind],
  ]
  return filters.filter((filter): filter is [string, string] => filter[1] !== undefined)
}

function firstOf({ takenBefore }: AssetsPage, sortKey: string) {
  const bound = outermost(takenBefore, '<')
  if (bound === undefined || sortKey === 'infinity') return bound ?? sortKey
  return Date.parse(`${bound}Z`) < Date.parse(`${sortKey}Z`) ? bound : sortKey
}

function lastOf({ takenAfter }: AssetsPage) {
  return outermost(takenAfter, '>=') ?? '-infinity'
}
