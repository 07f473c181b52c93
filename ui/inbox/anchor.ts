import { rowsTop, type Gallery } from './layout'

/** What is at the upper edge of the window: it stays there when the gallery is laid out again. */
interface Anchor {
  month: string
  /** The first asset of the row, or how far down the month, of what was not read yet. */
  place: string | number
}

/** How far the window has to move so that it shows the same after a change of the gallery. */
export function shiftBetween(before: Gallery, after: Gallery, offset: number) {
  const anchor = anchorAt(before, offset)
  if (!anchor) return 0
  const [from, to] = [topOf(before, anchor), topOf(after, anchor)]
  return from === null || to === null ? 0 : to - from
}

function anchorAt({ blocks }: Gallery, offset: number): Anchor | null {
  const block = blocks.find(({ top, height }) => top + height > offset)
  if (!block) return null
  const { month } = block.section
  for (const { top, rows } of block.days) {
    const first = block.top + top + rowsTop
    const row = rows.find((one) => first + one.top + one.height > offset)
    if (row) return { month, place: row.tiles[0].asset.id }
  }
  return { month, place: (offset - block.top) / block.height }
}

function topOf({ blocks }: Gallery, { month, place }: Anchor) {
  const block = blocks.find(({ section }) => section.month === month)
  if (!block) return null
  if (typeof place === 'number') return block.top + place * block.height
  for (const { top, rows } of block.days) {
    const row = rows.find(({ tiles }) => tiles.some(({ asset }) => asset.id === place))
    if (row) return block.top + top + rowsTop + row.top
  }
  return null
}
