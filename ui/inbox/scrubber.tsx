import type { RefObject } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { count, month as nameOf } from '../lib/format'
import { headerHeight } from '../lib/viewport'
import type { Gallery } from './layout'
import { pointAt, shareAt, stretchesOf, type Stretch } from './stretches'
import './scrubber.css'

/** Below this many windows of height, scrolling is as quick. */
const MIN_WINDOWS = 2

interface Props {
  gallery: Gallery
  root: RefObject<HTMLDivElement | null>
  /** How far the gallery is scrolled, in pixels. */
  offset: number
}

/** The months at the edge of the window: a press, a drag or a key goes to any of them. */
export function Scrubber({ gallery, root, offset }: Props) {
  const rail = useRef<HTMLDivElement>(null)
  const [pointed, setPointed] = useState<number | null>(null)
  const stretches = stretchesOf(gallery)
  if (stretches.length < 2 || gallery.height < MIN_WINDOWS * innerHeight) return null

  const scroll = (y: number) => scrollTo(0, topOf(root.current!) + y)
  const shareOf = ({ clientY }: PointerEvent) => {
    const { top, height } = rail.current!.getBoundingClientRect()
    return Math.max(0, Math.min(1, (clientY - top) / height))
  }
  const share = shareAt(stretches, Math.max(0, offset))
  const at = pointAt(stretches, share).index
  const shown = pointed === null ? null : stretches[pointAt(stretches, pointed).index]
  return (
    <div
      ref={rail}
      class={`scrubber ${shown ? 'is-active' : ''}`}
      role="slider"
      tabIndex={0}
      aria-label="Months"
      aria-orientation="vertical"
      aria-valuemin={0}
      aria-valuemax={stretches.length - 1}
      aria-valuenow={at}
      aria-valuetext={labelOf(stretches[at])}
      onPointerDown={(event) => {
        rail.current!.setPointerCapture(event.pointerId)
        setPointed(shareOf(event))
        scroll(pointAt(stretches, shareOf(event)).y)
      }}
      onPointerMove={(event) => {
        setPointed(shareOf(event))
        if (event.buttons) scroll(pointAt(stretches, shareOf(event)).y)
      }}
      onPointerUp={({ pointerType }) => pointerType === 'touch' && setPointed(null)}
      onPointerCancel={() => setPointed(null)}
      onPointerLeave={() => setPointed(null)}
      onKeyDown={(event) => {
        const to = stretches[STEPS[event.key]?.(at, stretches.length)]
        if (!to) return
        event.preventDefault()
        scroll(to.top)
      }}
    >
      {yearsOf(stretches).map(({ year, start }) => (
        <span key={year} class="scrubber-year number" style={{ top: `${start * 100}%` }}>
          {year}
        </span>
      ))}
      <span class="scrubber-thumb" style={{ top: `${share * 100}%` }} />
      {shown && (
        <span class="scrubber-label number" style={{ top: `${pointed! * 100}%` }}>
          {labelOf(shown)}
        </span>
      )}
    </div>
  )
}

const STEPS: Record<string, (at: number, length: number) => number> = {
  ArrowUp: (at) => at - 1,
  ArrowDown: (at) => at + 1,
  PageUp: (at) => Math.max(0, at - 12),
  PageDown: (at, length) => Math.min(length - 1, at + 12),
  Home: () => 0,
  End: (_, length) => length - 1,
}

function labelOf({ month, count: number }: Stretch) {
  return `${nameOf(month)} · ${count(number, 'file')}`
}

/** The years, as far as there is room for them: each where it begins. */
function yearsOf(stretches: Stretch[]) {
  const years: { year: string; start: number }[] = []
  for (const { month, start } of stretches) {
    const year = month.slice(0, 4)
    const last = years.at(-1)
    if (last?.year !== year && start - (last?.start ?? -1) > 0.035) years.push({ year, start })
  }
  return years
}

/** Where the gallery begins in the document, below the header that stays. */
function topOf(root: HTMLElement) {
  return root.getBoundingClientRect().top + scrollY - headerHeight()
}
