import type { Asset } from '../api/types'

/** By when it was taken, or by when it was added; the newest comes first in both. */
export type Sort = 'taken' | 'added'

// What an asset is sorted by does not change, and is asked for again and again.
const moments = { taken: new WeakMap<Asset, number>(), added: new WeakMap<Asset, number>() }

/** Negative if the first asset comes before the other one. */
export function compare(one: Asset, other: Asset, sort: Sort) {
  if (sort === 'taken') {
    const difference = momentOf(other, sort) - momentOf(one, sort)
    if (difference !== 0) return difference
  }
  return one.id > other.id ? -1 : one.id < other.id ? 1 : 0
}

/** Where the asset is, or would be, in a sorted list. */
export function placeIn(assets: Asset[], asset: Asset, sort: Sort) {
  let low = 0
  let high = assets.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (compare(assets[middle], asset, sort) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** The month in which the API counts the asset: `2026-07`. */
export function monthOf(asset: Asset, sort: Sort) {
  return new Date(momentOf(asset, sort)).toISOString().slice(0, 7)
}

/** The day below which it is shown, as midnight of the person's own clock. */
export function dayOf(asset: Asset, sort: Sort) {
  const moment = new Date(momentOf(asset, sort))
  if (sort === 'added') {
    return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime()
  }
  return new Date(moment.getUTCFullYear(), moment.getUTCMonth(), moment.getUTCDate()).getTime()
}

/** Milliseconds; of the camera's own clock, as if that stood in UTC, where it is known. */
function momentOf(asset: Asset, sort: Sort) {
  const known = moments[sort].get(asset)
  if (known !== undefined) return known
  const moment = sort === 'taken' ? takenMoment(asset) : addedMoment(asset)
  moments[sort].set(asset, moment)
  return moment
}

function takenMoment({ takenAt, takenZone, createdAt }: Asset) {
  if (!takenAt) return Date.parse(createdAt)
  if (!takenZone) return Date.parse(takenAt.endsWith('Z') ? takenAt : `${takenAt}Z`)
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)/.exec(takenZone)!
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000
  return Date.parse(takenAt) + (sign === '-' ? -offset : offset)
}

// Ids sort by creation: their first 48 bits are its milliseconds.
function addedMoment({ id }: Asset) {
  return Number.parseInt(id.replace('-', '').slice(0, 12), 16)
}
