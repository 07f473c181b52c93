import { computed } from '@preact/signals'
import type { Asset } from '../api/types'
import { path, query } from '../lib/router'

export interface Filter {
  kind: string | null
  status: string | null
}

/** What the address asks to see. */
export const filter = computed<Filter>(() => ({
  kind: query.value.get('kind'),
  status: query.value.get('status'),
}))

export const isFiltered = computed(() => Boolean(filter.value.kind || filter.value.status))

/** The asset that the address opens, over the inbox. */
export const openId = computed(() => /^\/assets\/([\w-]+)$/.exec(path.value)?.[1] ?? null)

export function passes(asset: Asset, { kind, status }: Filter) {
  return (!kind || asset.kind === kind) && (!status || asset.status === status)
}
