import { batch, computed, signal } from '@preact/signals'
import { sentenceOf } from '../api/failure'
import type { Asset, Month, Page } from '../api/types'
import { ask } from '../session/session'
import { filter, isNarrow, parametersOf, passes, type Filter } from './filter'
import { compare, monthOf } from './order'
import { isRead, withAsset, withMore, withoutAsset, type Section } from './section'

const PAGE = 100

/** The list as far as it was read, newest first, kept up to date by what is heard live. */
export const sections = signal<Section[]>([])
export const isLoading = signal(false)
export const failure = signal('')

/** All assets that were read. */
export const assets = computed(() => sections.value.flatMap((section) => section.assets))
/** Nothing is left to read. */
export const isComplete = signal(false)

const known = computed(() => new Map(assets.value.map((asset) => [asset.id, asset])))

let shown: Filter = filter.peek()
// What an older question brings is not wanted any more.
let question = 0

/** Shows what passes the filter. */
export function show(next: Filter) {
  shown = next
  sections.value = []
  return reread()
}

/** Reads again what is shown, for something may have been missed. */
export async function reread() {
  const mine = ++question
  failure.value = ''
  await reading(mine, async () => {
    const fresh = isNarrow(shown) ? [everything()] : await readMonths()
    if (mine !== question) return
    batch(() => {
      sections.value = fresh
      isComplete.value = fresh.every(isRead)
    })
  })
  const [first] = sections.value
  if (mine === question && first) await readMore(first.month)
}

/** Reads the next page of a section, unless something is being read. */
export async function readMore(month: string) {
  const section = sections.value.find((one) => one.month === month)
  if (!section || isRead(section) || isLoading.value || failure.value) return
  const mine = question
  await reading(mine, async () => {
    const { data, metadata } = await readPage(section.next)
    // The API does not know every condition.
    const page = isNarrow(shown) ? data.filter((asset) => passes(asset, shown)) : data
    if (mine === question) spread(section.month, page, metadata.nextCursor)
  })
}

/** Reads a section to its end. */
export async function readAll(month: string) {
  const mine = question
  for (;;) {
    const section = sections.value.find((one) => one.month === month)
    if (mine !== question || !section || isRead(section) || failure.value) return
    if (isLoading.value) await new Promise((resolve) => setTimeout(resolve, 50))
    else await readMore(month)
  }
}

/** Takes an asset as it is now. */
export function put(asset: Asset) {
  const before = find(asset.id)
  batch(() => {
    if (before && (!passes(asset, shown) || compare(before, asset, shown.sort) !== 0)) {
      change(before, (section) => withoutAsset(section, before, shown.sort))
    }
    if (!passes(asset, shown)) return
    const month = isNarrow(shown) ? '' : monthOf(asset, shown.sort)
    if (!sections.value.some((section) => section.month === month)) open(month)
    change(asset, (section) => withAsset(section, asset, shown.sort))
  })
}

export function drop(id: string) {
  const asset = find(id)
  if (asset) change(asset, (section) => withoutAsset(section, asset, shown.sort))
}

export function find(id: string) {
  return known.value.get(id)
}

/** The assets before and after one, if they were read, and the sections to read for more. */
export function neighbours(id: string) {
  const all = sections.value
  const at = all.findIndex((section) => section.assets.some((asset) => asset.id === id))
  if (at < 0) return { missing: [] }
  const here = all[at].assets
  const place = here.findIndex((asset) => asset.id === id)
  const [earlier, later] = [all[at - 1], all[at + 1]]
  const isNearEnd = place >= here.length - 5
  const missing = [
    ...(isNearEnd && !isRead(all[at]) ? [all[at]] : []),
    ...(isNearEnd && isRead(all[at]) && later?.assets.length === 0 ? [later] : []),
    ...(place === 0 && earlier && !isRead(earlier) ? [earlier] : []),
  ]
  return {
    before: here[place - 1] ?? (earlier && isRead(earlier) ? earlier.assets.at(-1) : undefined),
    after: here[place + 1] ?? (isRead(all[at]) ? later?.assets[0] : undefined),
    missing: missing.map(({ month }) => month),
  }
}

function change(asset: Asset, next: (section: Section) => Section) {
  const month = isNarrow(shown) ? '' : monthOf(asset, shown.sort)
  sections.value = sections.value
    .map((section) => (section.month === month ? next(section) : section))
    .filter(isShown)
}

function isShown({ month, count }: Section) {
  return !month || count > 0
}

/** A month that had no assets before. */
function open(month: string) {
  const fresh: Section = { month, count: 0, assets: [], next: null }
  const at = sections.value.findIndex((section) => section.month < month)
  sections.value = sections.value.toSpliced(at < 0 ? sections.value.length : at, 0, fresh)
}

function everything(): Section {
  return { month: '', count: 0, assets: [], next: undefined }
}

async function readMonths(): Promise<Section[]> {
  const { data } = await ask<{ data: Month[] }>(`/assets/timeline?sort=${shown.sort}`)
  return data.map(({ month, count, cursor }) => ({ month, count, assets: [], next: cursor }))
}

/** A page that begins in one month may end in a later one. */
function spread(month: string, page: Asset[], next: string | null) {
  const monthIn = (asset: Asset) => (isNarrow(shown) ? '' : monthOf(asset, shown.sort))
  const last = page.length > 0 ? monthIn(page.at(-1)!) : month
  const isOver = (section: Section) => next === null || section.month !== last
  batch(() => {
    for (const asset of page) {
      if (!sections.value.some((one) => one.month === monthIn(asset))) open(monthIn(asset))
    }
    sections.value = sections.value
      .map((section) => {
        const isFirst = section.month === month
        const more = page.filter((asset) => monthIn(asset) === section.month)
        if (!isFirst && (more.length === 0 || section.assets.length > 0)) return section
        return withMore(section, more, isOver(section) ? null : next)
      })
      .filter(isShown)
    isComplete.value = sections.value.every(isRead)
  })
}

function readPage(cursor: string | null | undefined) {
  const params = new URLSearchParams({ limit: String(PAGE) })
  for (const [name, value] of Object.entries({ ...parametersOf(shown), cursor })) {
    if (value) params.set(name, value)
  }
  return ask<Page<Asset>>(`/assets?${params}`)
}

async function reading(mine: number, work: () => Promise<void>) {
  isLoading.value = true
  try {
    await work()
  } catch (error) {
    if (mine === question) failure.value = sentenceOf(error)
  } finally {
    if (mine === question) isLoading.value = false
  }
}
