import { computed, signal } from '@preact/signals'
import type { Asset } from '../api/types'
import { path, query } from '../lib/router'
import type { Sort } from './order'

export interface Filter {
  kind: string | null
  status: string | null
  sort: Sort
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
  status: query.value.get('status'),
  sort: sort.value,
}))

export const isFiltered = computed(() => isNarrow(filter.value))

/** Whether it leaves anything out, so that the counts of the months do not hold. */
export function isNarrow({ kind, status }: Filter) {
  return Boolean(kind || status)
}

/** The asset that the address opens, over the inbox. */
export const openId = computed(() => /^\/assets\/([\w-]+)$/.exec(path.value)?.[1] ?? null)

/** What `GET /assets` is asked for. */
export function parametersOf({ ...filters }: Filter) {
  return filters
}

export function passes(asset: Asset, { kind, status }: Filter) {
  return (!kind || asset.kind === kind) && (!status || asset.status === status)
}
