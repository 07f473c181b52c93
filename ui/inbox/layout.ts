import type { Asset } from '../api/types'

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
  /** When it began, where the person is: ISO 8601 in UTC, as the API tells times. */
  start: string
  /** Below the top of the grid. */
  top: number
  height: number
  rows: Row[]
  assets: Asset[]
}

export interface Gallery {
  days: Day[]
  height: number
}

/** Pixels. */
const HEADING = 64
const DAY_GAP = 20

/** Rows as high as thumbnails fill them: lower on a phone, higher on a gallery. */
export function measures(width: number) {
  const gap = width < 700 ? 3 : 6
  const target = Math.max(112, Math.min(228, width * 0.11 + 72), width * 0.088)
  return { gap, target }
}

/**
 * Lays the assets out in rows that end flush on both sides, a heading above each day. Rows that
 * are as in `before`, a gallery of the same width, are taken from it: with each page that is read,
 * only what is new costs time.
 */
export function layOutGallery(assets: Asset[], width: number, before?: Gallery): Gallery {
  const laid = new Map(before?.days.map((day) => [day.start, day.rows]))
  const days: Day[] = []
  let top = 0
  for (let from = 0; from < assets.length;) {
    const start = startOfDay(assets[from])
    let to = from + 1
    while (to < assets.length && assets[to].createdAt >= start) to++
    const group = assets.slice(from, to)
    const rows = layRows(group, width, laid.get(start))
    const last = rows.at(-1)!
    const height = HEADING + last.top + last.height
    days.push({ start, top, height, rows, assets: group })
    top += height + DAY_GAP
    from = to
  }
  return { days, height: top }
}

/** Where the rows of a day begin. */
export const rowsTop = HEADING

function layRows(assets: Asset[], width: number, before: Row[] = []) {
  const { gap, target } = measures(width)
  const rows = sameRows(assets, before)
  let top = rows.length > 0 ? before[rows.length].top : 0
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

  for (const asset of assets.slice(rows.reduce((count, { tiles }) => count + tiles.length, 0))) {
    line.push(asset)
    ratios += ratioOf(asset)
    const height = (width - gap * (line.length - 1)) / ratios
    if (height <= target) end(height)
  }
  if (line.length > 0) end(Math.min(target, (width - gap * (line.length - 1)) / ratios))
  return rows
}

/** The first rows that show just these assets, but for the last, which may have room left. */
function sameRows(assets: Asset[], before: Row[]) {
  let index = 0
  const isSame = ({ tiles }: Row) => tiles.every(({ asset }) => asset === assets[index++])
  const changed = before.findIndex((row) => !isSame(row))
  return before.slice(0, changed < 0 ? -1 : changed)
}

/** Width by height; strips and towers are cropped, and what has no picture is a card. */
function ratioOf({ width, height, kind }: Asset) {
  if (!width || !height) return kind === 'video' ? 1.5 : 1
  return Math.max(0.56, Math.min(2.4, width / height))
}

function startOfDay({ createdAt }: Asset) {
  const date = new Date(createdAt)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).toISOString()
}
