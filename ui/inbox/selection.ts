import { computed, signal } from '@preact/signals'
import type { Asset } from '../api/types'
import { assets, find } from './library'

/** The ids of what is selected. */
export const selected = signal<ReadonlySet<string>>(new Set())
export const isSelecting = computed(() => selected.value.size > 0)

// From where Shift selects, and what was selected before it did.
let origin: string | null = null
let before: ReadonlySet<string> = new Set()

export function selectedAssets(): Asset[] {
  return [...selected.value].flatMap((id) => find(id) ?? [])
}

export function toggle(id: string) {
  const next = new Set(selected.value)
  if (!next.delete(id)) next.add(id)
  origin = id
  before = next
  selected.value = next
}

/** Selects everything from where the selection began to here, and nothing beyond it any more. */
export function selectTo(id: string) {
  origin ??= id
  const ids = assets.value.map((asset) => asset.id)
  const [from, to] = [ids.indexOf(origin), ids.indexOf(id)].sort((one, other) => one - other)
  if (from >= 0) selected.value = new Set([...before, ...ids.slice(from, to + 1)])
}

/** Selects all of them, or none if they all are selected. */
export function toggleAll(ids: string[]) {
  const next = new Set(selected.value)
  const areAll = ids.every((id) => next.has(id))
  for (const id of ids) areAll ? next.delete(id) : next.add(id)
  before = next
  selected.value = next
}

export function clearSelection() {
  origin = null
  before = selected.value = new Set()
}
