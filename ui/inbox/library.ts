import { signal } from '@preact/signals'
import { sentenceOf } from '../api/failure'
import type { Asset, Page } from '../api/types'
import { ask } from '../session/session'
import { passes, type Filter } from './filter'

const PAGE = 100
/** After something was missed, no more pages than these are read again at once. */
const MAX_PAGES = 10

/** The assets that were read so far, newest first, and kept as they are by what is heard live. */
export const assets = signal<Asset[]>([])
export const isLoading = signal(false)
/** Nothing older is left to read. */
export const isComplete = signal(false)
export const failure = signal('')

let shown: Filter = { kind: null, status: null }
let cursor: string | null = null
// What an older question brings is not wanted any more.
let question = 0

/** Shows what passes the filter, from the newest on. */
export function show(next: Filter) {
  shown = next
  return startOver(1)
}

/** Reads again what is shown, for something may have been missed. */
export function reread() {
  return startOver(Math.min(Math.ceil(assets.value.length / PAGE) || 1, MAX_PAGES))
}

/** Reads the next page, unless that is being done. */
export async function readMore() {
  if (isLoading.value || isComplete.value || failure.value) return
  await read(question, (rows) => (assets.value = [...assets.value, ...rows]))
}

/** Takes an asset as it is now. */
export function put(asset: Asset) {
  const index = indexOf(asset.id)
  const isThere = assets.value[index]?.id === asset.id
  const isBeyond = index === assets.value.length && !isComplete.value
  if (!passes(asset, shown)) {
    if (isThere) assets.value = assets.value.toSpliced(index, 1)
  } else if (isThere || !isBeyond) {
    assets.value = assets.value.toSpliced(index, isThere ? 1 : 0, asset)
  }
}

export function drop(id: string) {
  const index = indexOf(id)
  if (assets.value[index]?.id === id) assets.value = assets.value.toSpliced(index, 1)
}

export function find(id: string) {
  const asset = assets.value[indexOf(id)]
  return asset?.id === id ? asset : undefined
}

/** Where the id is, or would be: ids sort by creation, and the newest comes first. */
export function indexOf(id: string) {
  let low = 0
  let high = assets.value.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (assets.value[middle].id > id) low = middle + 1
    else high = middle
  }
  return low
}

async function startOver(pages: number) {
  const mine = ++question
  cursor = null
  isComplete.value = false
  failure.value = ''
  let fresh: Asset[] = []
  for (let count = 0; count < pages && mine === question && !isComplete.value; count++) {
    await read(mine, (rows) => (fresh = [...fresh, ...rows]))
    if (failure.value) return
  }
  if (mine === question) assets.value = fresh
}

async function read(mine: number, take: (rows: Asset[]) => void) {
  isLoading.value = true
  try {
    const { data, metadata } = await ask<Page<Asset>>(`/assets?${search()}`)
    if (mine !== question) return
    cursor = metadata.nextCursor
    isComplete.value = !cursor
    take(data)
  } catch (error) {
    if (mine === question) failure.value = sentenceOf(error)
  } finally {
    if (mine === question) isLoading.value = false
  }
}

function search() {
  const params = new URLSearchParams({ limit: String(PAGE) })
  for (const [name, value] of Object.entries({ ...shown, cursor })) {
    if (value) params.set(name, value)
  }
  return params
}
