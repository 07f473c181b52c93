import { signal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import {
  headerHeight,
  overlapOf,
  overlaps,
  useShownRange,
  useWidth,
  type Range,
} from '../lib/viewport'
import { shiftBetween } from './anchor'
import { drawnIds, GalleryBlock } from './gallery_block'
import { focusEnd, moveFocus, reveal } from './keyboard'
import { layOutGallery, type Block, type Gallery as Layout } from './layout'
import { failure, isLoading, readMore } from './library'
import type { Sort } from './order'
import { useSelecting } from './selecting'
import { erase, trash } from './selection_actions'
import { isSelecting } from './selection'
import { Scrubber } from './scrubber'
import type { Section } from './section'
import './gallery.css'

/** Pixels above and below the window that are drawn too, so that scrolling finds them there. */
const MARGIN = 900
/** Milliseconds that a part has to stay near the window before it is read. */
const REST_MS = 60

/** The asset that was focused last. */
const current = signal<string | null>(null)

interface Props {
  sections: Section[]
  sort: Sort
  /** What the viewer shows over them. */
  openId: string | null
  /** Whether a click opens the viewer. */
  opens: boolean
}

/** All assets, of which only those near the window are in the document, however many there are. */
export function Gallery({ sections, sort, openId, opens }: Props) {
  const root = useRef<HTMLDivElement>(null)
  const width = useWidth(root)
  const range = useShownRange(root)
  const gallery = useGallery({ sections, width, sort }, root)
  useReading(gallery, range)
  // Who closes the viewer finds what they saw last.
  useEffect(() => {
    if (openId) reveal(openId, gallery, root.current!)
  }, [openId])

  const selecting = useSelecting({ opens, onDelete: opens ? trash : erase })

  const drawn = { top: range.top - MARGIN, bottom: range.bottom + MARGIN }
  const blocks = width > 0 ? gallery.blocks.filter((block) => overlaps(block, drawn)) : []
  const ids = blocks.flatMap((block) => drawnIds(block, drawn))
  const stop = ids.find((id) => id === current.value) ?? ids[0] ?? null
  return (
    <>
      <div
        ref={root}
        class={`gallery ${isSelecting.value ? 'is-selecting' : ''}`}
        {...selecting}
        style={{ height: `${gallery.height}px` }}
        onKeyDown={(event) => (event.key === 'End' ? focusEnd(event) : moveFocus(event, gallery))}
        onFocusIn={({ target }) => {
          current.value = (target as HTMLElement).dataset.asset ?? current.value
        }}
      >
        {blocks.map((block) => (
          <GalleryBlock key={block.section.month} block={block} drawn={drawn} stop={stop} />
        ))}
      </div>
      {width > 0 && <Scrubber gallery={gallery} root={root} offset={range.top} />}
    </>
  )
}

/** The gallery laid out; what is in the window stays there when something above it changes. */
function useGallery(
  { sections, width, sort }: { sections: Section[]; width: number; sort: Sort },
  root: RefObject<HTMLDivElement | null>
) {
  const before = useRef<Layout | null>(null)
  const gallery = useMemo(() => {
    const old = before.current?.width === width ? before.current : undefined
    return layOutGallery(sections, width, sort, old)
  }, [sections, width, sort])
  useLayoutEffect(() => {
    const old = before.current
    before.current = gallery
    const offset = headerHeight() - root.current!.getBoundingClientRect().top
    const shift = old && scrollY > 0 ? shiftBetween(old, gallery, offset) : 0
    if (shift) scrollBy(0, shift)
  }, [gallery])
  return gallery
}

/** Reads what the window shows, most of it first, and two windows ahead. */
function useReading({ blocks }: Layout, range: Range) {
  const ahead = { top: range.top, bottom: range.bottom + 2 * innerHeight }
  const shown = (block: Block) => overlapOf(gapOf(block), range)
  const [wanted] = blocks
    .filter((block) => block.gap && overlaps(gapOf(block), ahead))
    .sort((one, other) => shown(other) - shown(one))
  const isBusy = isLoading.value || Boolean(failure.value)
  useEffect(() => {
    if (!wanted || isBusy) return
    const timer = setTimeout(() => readMore(wanted.section.month), REST_MS)
    return () => clearTimeout(timer)
  }, [wanted?.section, isBusy])
}

function gapOf({ top, gap }: Block) {
  return { top: top + gap!.top, height: gap!.height }
}
