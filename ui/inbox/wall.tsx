import { useEffect, useMemo, useRef } from 'preact/hooks'
import type { Asset } from '../api/types'
import { day as nameOf } from '../lib/format'
import { useShownRange, useWidth, type Range } from '../lib/viewport'
import { layWall, rowsTop, type Day, type Wall as Layout } from './layout'
import { readMore } from './library'
import { moveFocus, reveal } from './keyboard'
import { Tile } from './tile'
import './wall.css'

/** Pixels above and below the window that are drawn too, so that scrolling finds them there. */
const MARGIN = 900

/**
 * All assets, of which only those near the window are in the document, however many there are.
 * `openId` is the one that the viewer shows over them.
 */
export function Wall({ assets, openId }: { assets: Asset[]; openId: string | null }) {
  const root = useRef<HTMLDivElement>(null)
  const width = useWidth(root)
  const range = useShownRange(root)
  const wall = useWall(assets, width)
  const drawn = { top: range.top - MARGIN, bottom: range.bottom + MARGIN }

  // Two windows ahead: the next page is there before its place is seen.
  const isNearEnd = range.bottom + 2 * innerHeight > wall.height
  useEffect(() => {
    if (isNearEnd && width > 0) readMore()
  }, [isNearEnd, wall])
  // Who closes the viewer finds what they saw last.
  useEffect(() => {
    if (openId) reveal(openId, wall, root.current!)
  }, [openId])

  return (
    <div
      ref={root}
      class="wall"
      style={{ height: `${wall.height}px` }}
      onKeyDown={(event) => moveFocus(event, wall)}
    >
      {width > 0 &&
        wall.days
          .filter(({ top, height }) => top < drawn.bottom && top + height > drawn.top)
          .map((day) => <DaySection key={day.start} day={day} drawn={drawn} />)}
    </div>
  )
}

function useWall(assets: Asset[], width: number) {
  const before = useRef<{ wall: Layout; width: number } | null>(null)
  return useMemo(() => {
    const { current } = before
    const wall = layWall(assets, width, current?.width === width ? current.wall : undefined)
    before.current = { wall, width }
    return wall
  }, [assets, width])
}

function DaySection({ day, drawn }: { day: Day; drawn: Range }) {
  const first = day.top + rowsTop
  const rows = day.rows.filter(
    ({ top, height }) => first + top < drawn.bottom && first + top + height > drawn.top
  )
  return (
    <section
      class="day"
      style={{ transform: `translateY(${day.top}px)`, height: `${day.height}px` }}
    >
      <h2 class="day-head">{nameOf(new Date(day.start))}</h2>
      <ul>
        {rows.flatMap(({ top, height, tiles }) =>
          tiles.map(({ asset, left, width }) => (
            <Tile
              key={asset.id}
              asset={asset}
              left={left}
              top={rowsTop + top}
              width={width}
              height={height}
            />
          ))
        )}
      </ul>
    </section>
  )
}
