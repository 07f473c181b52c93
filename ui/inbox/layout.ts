import type { Asset } from '../api/types'
import { dayOf, type Sort } from './order'
import { isRead, type Section } from './section'

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
  /** Midnight of the person's own clock, in milliseconds. */
  start: number
  /** Below the top of its section. */
  top: number
  height: number
  rows: Row[]
  assets: Asset[]
}

/** A section of the list: its heading, the days that were read, and room for the rest. */
export interface Block {
  section: Section
  /** Below the top of the gallery. */
  top: number
  height: number
  days: Day[]
  /** Where the part begins that was not read yet, as high as that will be about. */
  gap: { top: number; height: number } | null
}

export interface Gallery {
  width: number
  blocks: Block[]
  height: number
}

/** Pixels. */
const MONTH_HEADING = 60
const HEADING = 52
const DAY_GAP = 16
/** Of what was not read yet: width by height of a photo, and photos a day. */
const USUAL_RATIO = 1.35
const USUAL_DAY = 12

/** Rows as high as thumbnails fill them: lower on a phone, higher on a large screen. */
export function measures(width: number) {
  const gap = width < 700 ? 3 : 6
  const target = Math.max(112, Math.min(228, width * 0.11 + 72), width * 0.088)
  return { gap, target }
}

/**
 * Lays sections out in rows that end flush on both sides, a heading above each day. Sections and
 * rows that are as in `before`, a gallery of the same width, are taken from it: with each page that
 * is read, only what is new costs time.
 */
export function layOutGallery(
  sections: Section[],
  width: number,
  sort: Sort,
  before?: Gallery
): Gallery {
  const laid = new Map(before?.blocks.map((block) => [block.section.month, block]))
  const blocks: Block[] = []
  let top = 0
  for (const section of sections) {
    const old = laid.get(section.month)
    const block = old?.section === section ? { ...old, top } : lay(section, top, width, sort, old)
    blocks.push(block)
    top += block.height
  }
  return { width, blocks, height: top }
}

/** Where the rows of a day begin. */
export const rowsTop = HEADING

function lay(section: Section, top: number, width: number, sort: Sort, before?: Block): Block {
  const { assets, month } = section
  const laid = new Map(before?.days.map((day) => [day.start, day.rows]))
  const days: Day[] = []
  let height = month ? MONTH_HEADING : 0
  for (let from = 0; from < assets.length;) {
    const start = dayOf(assets[from], sort)
    let to = from + 1
    while (to < assets.length && dayOf(assets[to], sort) === start) to++
    const group = assets.slice(from, to)
    const rows = layRows(group, width, laid.get(start))
    const last = rows.at(-1)!
    const day = { start, top: height, height: HEADING + last.top + last.height, rows }
    days.push({ ...day, assets: group })
    height += day.height + DAY_GAP
    from = to
  }
  const gap = isRead(section) ? null : { top: height, height: usualHeight(section, width) }
  return { section, top, height: height + (gap?.height ?? 0), days, gap }
}

/** How high what was not read of a section will be, about. */
function usualHeight({ count, assets }: Section, width: number) {
  const { gap, target } = measures(width)
  const missing = count - assets.length
  const rows = Math.ceil(missing / Math.max(1, Math.floor(width / (target * USUAL_RATIO))))
  const days = Math.min(31, Math.ceil(missing / USUAL_DAY))
  return rows * (target + gap) + days * (HEADING + DAY_GAP)
}

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
