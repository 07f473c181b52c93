import type { AssetSort } from '#app/assets/listing/page'

export const LOWEST_ID = '00000000-0000-0000-0000-000000000000'
export const HIGHEST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const TIME = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,6})?'
const PATTERNS = {
  added: new RegExp(`^${UUID}$`, 'i'),
  taken: new RegExp(`^${TIME}_${UUID}$`, 'i'),
}

/** A row's place in its list. */
export interface Place {
  id: string
  /** The time that it is sorted by, if it is sorted as taken. */
  sortKey?: string
}

export function isCursor(cursor: string, sort: AssetSort) {
  if (!PATTERNS[sort].test(cursor)) return false
  return sort === 'added' || !Number.isNaN(Date.parse(`${cursor.split('_')[0]}Z`))
}

/** The cursor of the page after this row. */
export function cursorAfter({ id, sortKey }: Place) {
  return sortKey ? `${sortKey.replace(' ', 'T')}_${id}` : id
}

/** Where the page begins: before the newest if there is no cursor. */
export function placeOf(cursor?: string): Required<Place> {
  if (!cursor) return { sortKey: 'infinity', id: HIGHEST_ID }
  const [sortKey, id] = cursor.includes('_') ? cursor.split('_') : ['infinity', cursor]
  return { sortKey, id }
}

/** The cursor of the list that starts with the last moment before this one, in UTC. */
export function cursorBefore(moment: Date, sort: AssetSort) {
  if (sort === 'taken') return `${moment.toISOString().slice(0, -1)}_${LOWEST_ID}`
  const hex = moment.getTime().toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`
}
