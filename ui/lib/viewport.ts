import { useLayoutEffect, useState } from 'preact/hooks'
import type { RefObject } from 'preact'

/** The width of an element, in pixels, as it changes. */
export function useWidth(element: RefObject<HTMLElement | null>) {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const watched = element.current!
    setWidth(watched.clientWidth)
    const observer = new ResizeObserver(() => setWidth(watched.clientWidth))
    observer.observe(watched)
    return () => observer.disconnect()
  }, [])
  return width
}

export interface Range {
  top: number
  bottom: number
}

interface Part {
  top: number
  height: number
}

/** Whether some of it is in the range. */
export function overlaps({ top, height }: Part, range: Range) {
  return top < range.bottom && top + height > range.top
}

/** How much of it is in the range. */
export function overlapOf({ top, height }: Part, range: Range) {
  return Math.max(0, Math.min(top + height, range.bottom) - Math.max(top, range.top))
}

/** Of the window, what the header covers. */
export function headerHeight() {
  return document.querySelector('.header')?.clientHeight ?? 0
}

/** So many pixels of scrolling change nothing, so that not every one of them draws anew. */
const STEP = 200

/** Which part of an element the window shows, in pixels below the element's own top. */
export function useShownRange(element: RefObject<HTMLElement | null>): Range {
  const [range, setRange] = useState<Range>({ top: 0, bottom: 2_000 })
  useLayoutEffect(() => {
    let frame = 0
    const measure = () => {
      frame = 0
      const offset = -element.current!.getBoundingClientRect().top
      const top = Math.floor(offset / STEP) * STEP
      const bottom = Math.ceil((offset + innerHeight) / STEP) * STEP
      setRange((old) => (old.top === top && old.bottom === bottom ? old : { top, bottom }))
    }
    const soon = () => (frame ||= requestAnimationFrame(measure))
    measure()
    addEventListener('scroll', soon, { passive: true })
    addEventListener('resize', soon)
    return () => {
      cancelAnimationFrame(frame)
      removeEventListener('scroll', soon)
      removeEventListener('resize', soon)
    }
  }, [])
  return range
}
