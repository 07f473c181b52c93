import { computed, signal } from '@preact/signals'
import type { Asset } from '../api/types'
import { at, path, query } from '../lib/router'
import type { Sort } from './order'
import { readSearch, type Condition } from './search'

export interface Filter {
  kind: string | null
  /** What the person has typed. */
  search: string
  /** The trash instead of the inbox. */
  trashed: boolean
  sort: Sort
  /** The upload link that assets came through. */
  link?: string | null
}

const SORT = 'media-inbox-sort'

/** How this person's inbox is sorted, which the browser remembers. */
export const sort = signal<Sort>(localStorage.getItem(SORT) === 'added' ? 'added' : 'taken')

export function sortBy(next: Sort) {
  localStorage.setItem(SORT, next)
  sort.value = next
}

/** What the address asks to see. */
export const filter = computed<Filter>(() => ({
  kind: query.value.get('kind'),
  search: query.value.get('search') ?? '',
  trashed: path.value === '/trash',
  sort: sort.value,
  link: query.value.get('link'),
}))

export const isFiltered = computed(() => {
  const { kind, search, link } = filter.value
  return Boolean(kind || search || link)
})

/** The address of the inbox, or the trash, with another kind or search. */
export function addressOf(change: { kind?: string | null; search?: string }) {
  const { kind, search, trashed, link = null } = { ...filter.value, ...change }
  return at(trashed ? '/trash' : '/', { kind, search, link })
}

/** Whether it leaves anything out, so that the counts of the months do not hold. */
export function isNarrow({ kind, search, trashed, link }: Filter) {
  return Boolean(kind || search || trashed || link)
}

/** The asset that the address opens, over the inbox. */
export const openId = computed(() => /^\/assets\/([\w-]+)$/.exec(path.value)?.[1] ?? null)

let read: { filter: Filter; conditions: Condition[] } | undefined

function conditionsOf(wanted: Filter) {
  if (read?.filter === wanted) return read.conditions
  const { kind, search, trashed, link } = wanted
  const conditions = readSearch(search).conditions
  if (kind) conditions.unshift({ parameters: { kind }, meets: (asset) => asset.kind === kind })
  if (link) {
    conditions.unshift({ parameters: { linkId: link }, meets: (asset) => asset.link?.id === link })
  }
  conditions.push({ meets: ({ trashedAt }) => Boolean(trashedAt) === trashed })
  read = { filter: wanted, conditions }
  return conditions
}

/** What `GET /assets` is asked for. It takes each filter once; the page sees to the others. */
export function parametersOf(wanted: Filter) {
  const given: Record<string, string> = { sort: wanted.sort }
  if (wanted.trashed) given.trashed = 'true'
  for (const { parameters = {} } of conditionsOf(wanted)) {
    const isFree = Object.keys(parameters).every((name) => !(name in given))
    if (isFree) Object.assign(given, parameters)
  }
  return given
}

export function passes(asset: Asset, wanted: Filter) {
  return conditionsOf(wanted).every(({ meets }) => meets(asset))
}
