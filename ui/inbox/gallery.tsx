import { useEffect, useMemo, useRef } from 'preact/hooks'
import type { Asset } from '../api/types'
import { day as nameOf } from '../lib/format'
import { useShownRange, useWidth, type Range } from '../lib/viewport'
import { layOutGallery, rowsTop, type Day, type Gallery as Layout } from './layout'
import { readMore } from './library'
import { moveFocus, reveal } from './keyboard'
import { Tile } from './tile'
import './gallery.css'

/** Pixels above and below the window that are drawn too, so that scrolling finds them there. */
const MARGIN = 900

/**
 * All assets, of which only those near the window are in the document, however many there are.
 * `openId` is the one that the viewer shows over them.
 */
export function Gallery({ assets, openId }: { assets: Asset[]; openId: string | null }) {
  const root = useRef<HTMLDivElement>(null)
  const width = useWidth(root)
  const range = useShownRange(root)
  const gallery = useGallery(assets, width)
  const drawn = { top: range.top - MARGIN, bottom: range.bottom + MARGIN }

  // Two windows ahead: the next page is there before its place is seen.
  const isNearEnd = range.bottom + 2 * innerHeight > gallery.height
  useEffect(() => {
    if (isNearEnd && width > 0) readMore()
  }, [isNearEnd, gallery])
  // Who closes the viewer finds what they saw last.
  useEffect(() => {
    if (openId) reveal(openId, gallery, root.current!)
  }, [openId])

  return (
    <div
      ref={root}
      class="gallery"
      style={{ height: `${gallery.height}px` }}
      onKeyDown={(event) => moveFocus(event, gallery)}
    >
      {width > 0 &&
        gallery.days
          .filter(({ top, height }) => top < drawn.bottom && top + height > drawn.top)
          .map((day) => <DaySection key={day.start} day={day} drawn={drawn} />)}
    </div>
  )
}

function useGallery(assets: Asset[], width: number) {
  const before = useRef<{ gallery: Layout; width: number } | null>(null)
  return useMemo(() => {
    const { current } = before
    const gallery = layOutGallery(
      assets,
      width,
      current?.width === width ? current.gallery : undefined
    )
    before.current = { gallery, width }
    return gallery
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
