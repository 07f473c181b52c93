import { placeOf } from '#app/assets/listing/cursor'
import { type AssetsPage, CAMERA, TAKEN_KEY, type Values } from '#app/assets/listing/page'
import { takenBound } from '#app/assets/listing/taken_bound'

type Condition = (place: (value: unknown) => string) => string

/** What the range of the list does not say already, condition by condition. */
export function conditionsOf(page: AssetsPage, values: Values): string[] {
  const isWalked = page.sort !== 'taken'
  const { status, kind } = page
  const conditions = isWalked ? [] : [is('status', status), is('kind', kind)]
  return placed([...conditions, ...filters(page)], values)
}

/**
 * All of it as plain conditions, whose rows PostgreSQL can estimate: for what is found by another
 * index than the list's.
 */
export function allConditionsOf(page: AssetsPage, values: Values): string[] {
  const { userId, trashed, sort, status, kind, cursor } = page
  const { sortKey, id } = placeOf(cursor)
  const after: Condition =
    sort === 'taken'
      ? (place) => `(${TAKEN_KEY}, assets.id) < (${place(sortKey)}, ${place(id)})`
      : (place) => `assets.id < ${place(id)}`
  const live: Condition = () => `assets.trashed_at is ${trashed ? 'not null' : 'null'}`
  const owned = [is('user_id', userId), live, after, is('status', status), is('kind', kind)]
  return placed([...owned, ...filters(page)], values)
}

function placed(conditions: (Condition | false)[], values: Values) {
  const place = (value: unknown) => values.add(value)
  return conditions.flatMap((condition) => (condition ? [condition(place)] : []))
}

/** Whether some of the page's conditions have an index of their own. */
export function isSearchable(page: AssetsPage) {
  const { q, camera, tag, albumId, linkId, sha256, externalId, takenAfter, takenBefore } = page
  // The index knows three characters at a time.
  if ([q, camera].some((part) => part && part.length >= 3)) return true
  return [tag, albumId, linkId, sha256, externalId, takenAfter, takenBefore].some(Boolean)
}

function filters(page: AssetsPage): (Condition | false)[] {
  const { takenAfter, takenBefore } = page
  return [
    is('sha_256', page.sha256),
    is('external_id', page.externalId),
    is('content_type', page.contentType),
    is('link_id', page.linkId),
    is('favorite', page.favorite),
    contains('assets.filename', page.q),
    contains(CAMERA, page.camera),
    given(page.tag, (tag, place) => `assets.tags @> ${place([tag])}::text[]`),
    given(page.albumId, (albumId, place) => {
      return `assets.id in (select asset_id from album_assets where album_id = ${place(albumId)})`
    }),
    given(page.hasLocation, (has, place) => `(assets.meta->'gps' is not null) = ${place(has)}`),
    given(takenAfter, (bound, place) => takenBound(bound, '>=', place)),
    given(takenBefore, (bound, place) => takenBound(bound, '<', place)),
  ]
}

function given<Value>(
  value: Value | undefined,
  condition: (value: Value, place: (value: unknown) => string) => string
): Condition | false {
  return value !== undefined && ((place) => condition(value, place))
}

function is(column: string, value: unknown) {
  return given(value, (each, place) => `assets.${column} = ${place(each)}`)
}

/** The value is text, not a pattern. */
function contains(column: string, part: string | undefined) {
  return given(part, (each, place) => {
    return `${column} ilike ${place(`%${each.replaceAll(/[\\%_]/g, '\\$&')}%`)}`
  })
}
