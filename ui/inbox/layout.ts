import type { Asset } from '../api/types'
import { day } from '../lib/format'

export interface Tile {
  asset: Asset
  left: number
  width: number
}

export interface Row {
  top: number
  height: number
  tiles: Tile[]
}

export interface Day {
  name: string
  /** Below the top of the grid. */
  top: number
  height: number
  rows: Row[]
  assets: Asset[]
}

export interface Wall {
  days: Day[]
  height: number
}

/** Pixels. */
const HEADING = 64
const DAY_GAP = 20

/** Rows as high as thumbnails fill them: lower on a phone, higher on a wall. */
export function measures(width: number) {
  const gap = width < 700 ? 3 : 6
  const target = Math.max(112, Math.min(228, width * 0.11 + 72), width * 0.088)
  return { gap, target }
}

/** Lays the assets out in rows that end flush on both sides, a heading above each day. */
export function layWall(assets: Asset[], width: number): Wall {
  const days: Day[] = []
  let top = 0
  for (const group of groupByDay(assets)) {
    const rows = layRows(group, width)
    const last = rows.at(-1)!
    const height = HEADING + last.top + last.height
    days.push({ name: nameOf(group[0]), top, height, rows, assets: group })
    top += height + DAY_GAP
  }
  return { days, height: top }
}

/** Where the rows of a day begin. */
export const rowsTop = HEADING

function layRows(assets: Asset[], width: number) {
  const { gap, target } = measures(width)
  const rows: Row[] = []
  let top = 0
  let line: Asset[] = []
  let ratios = 0

  const end = (height: number) => {
    let left = 0
    const tiles = line.map((asset) => {
      const tile = { asset, left, width: ratioOf(asset) * height }
      left += tile.width + gap
      return tile
    })
    rows.push({ top, height, tiles })
    top += height + gap
    line = []
    ratios = 0
  }

  for (const asset of assets) {
    line.push(asset)
    ratios += ratioOf(asset)
    const height = (width - gap * (line.length - 1)) / ratios
    if (height <= target) end(height)
  }
  if (line.length > 0) end(Math.min(target, (width - gap * (line.length - 1)) / ratios))
  return rows
}

/** Width by height; strips and towers are cropped, and what has no picture is a card. */
function ratioOf({ width, height, kind }: Asset) {
  if (!width || !height) return kind === 'video' ? 1.5 : 1
  return Math.max(0.56, Math.min(2.4, width / height))
}

function groupByDay(assets: Asset[]) {
  const groups: Asset[][] = []
  let current = ''
  for (const asset of assets) {
    const key = keyOf(asset)
    if (key !== current) groups.push([])
    groups.at(-1)!.push(asset)
    current = key
  }
  return groups
}

// Reading a date takes long enough to be felt with many assets.
const keys = new WeakMap<Asset, string>()

function keyOf(asset: Asset) {
  const key = keys.get(asset) ?? new Date(asset.createdAt).toDateString()
  keys.set(asset, key)
  return key
}

function nameOf({ createdAt }: Asset) {
  return day(new Date(createdAt))
}
