import type { Asset } from '../api/types'
import { placeIn, type Sort } from './order'

/** A stretch of the list: a month, or all that a filter lets through. It is never changed. */
export interface Section {
  /** `2026-07`; empty where months are not told apart. */
  month: string
  /** How many assets it has, as far as is known; no fewer than were read. */
  count: number
  /** What was read of it, from its newest on. */
  assets: Asset[]
  /** Where reading continues: undefined before the newest of all, null once everything was read. */
  next: string | null | undefined
}

export function isRead({ next }: Section) {
  return next === null
}

/** The section with more of it, and where reading continues. */
export function withMore(section: Section, more: Asset[], next: string | null): Section {
  const assets = more.length > 0 ? [...section.assets, ...more] : section.assets
  const count = next === null ? assets.length : Math.max(section.count, assets.length)
  return { ...section, assets, count, next }
}

/** The section with the asset in its place; the same one if that was not read yet. */
export function withAsset(section: Section, asset: Asset, sort: Sort): Section {
  const at = placeIn(section.assets, asset, sort)
  if (section.assets[at]?.id === asset.id) {
    return { ...section, assets: section.assets.with(at, asset) }
  }
  if (at === section.assets.length && !isRead(section)) return section
  const assets = section.assets.toSpliced(at, 0, asset)
  return { ...section, assets, count: Math.max(section.count + 1, assets.length) }
}

export function withoutAsset(section: Section, asset: Asset, sort: Sort): Section {
  const at = placeIn(section.assets, asset, sort)
  if (section.assets[at]?.id !== asset.id) return section
  return { ...section, assets: section.assets.toSpliced(at, 1), count: section.count - 1 }
}
