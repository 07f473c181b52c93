import type { RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'

/** Pixels that a finger moves before it means to swipe. */
const SWIPE = 60
const DOUBLE_TAP_MS = 300

export interface View {
  scale: number
  x: number
  y: number
}

const FIT: View = { scale: 1, x: 0, y: 0 }

interface Options {
  /** How large the original is, at most, beside what fits. */
  maxScale: number
  onSwipe: (step: 1 | -1) => void
  onSwipeDown: () => void
}

/** Zooms by wheel, pinch, double tap and keys, pans by dragging, and swipes while it all fits. */
export function useZoom(frame: RefObject<HTMLElement | null>, options: Options) {
  const [view, setView] = useState(FIT)
  const now = useRef({ view, options })
  now.current = { view, options }

  useEffect(() => {
    const element = frame.current!
    const end = new AbortController()
    const fingers = new Map<number, { x: number; y: number }>()
    let start: { x: number; y: number; time: number } | null = null
    let lastTap = 0

    // Keeps the point below the pointer where it is, and the picture within its frame.
    function zoom(factor: number, clientX: number, clientY: number) {
      const {
        view: old,
        options: { maxScale },
      } = now.current
      const box = element.getBoundingClientRect()
      const scale = Math.max(1, Math.min(maxScale, old.scale * factor))
      const [px, py] = [clientX - box.x - box.width / 2, clientY - box.y - box.height / 2]
      const ratio = scale / old.scale
      move({ scale, x: px - (px - old.x) * ratio, y: py - (py - old.y) * ratio })
    }

    function move({ scale, x, y }: View) {
      const { width, height } = element.getBoundingClientRect()
      const [right, down] = [(width * (scale - 1)) / 2, (height * (scale - 1)) / 2]
      const next = {
        scale,
        x: Math.max(-right, Math.min(right, x)),
        y: Math.max(-down, Math.min(down, y)),
      }
      now.current.view = next
      setView(scale === 1 ? FIT : next)
    }

    function toggle({ clientX, clientY }: MouseEvent) {
      const {
        view: old,
        options: { maxScale },
      } = now.current
      zoom(old.scale > 1 ? 0 : Math.min(maxScale, 3), clientX, clientY)
    }

    const on = <Type extends keyof HTMLElementEventMap>(
      type: Type,
      listener: (event: HTMLElementEventMap[Type]) => void,
      passive = true
    ) => element.addEventListener(type, listener, { passive, signal: end.signal })

    on(
      'wheel',
      (event) => {
        event.preventDefault()
        zoom(Math.exp(-event.deltaY / 300), event.clientX, event.clientY)
      },
      false
    )
    on('pointerdown', (event) => {
      element.setPointerCapture(event.pointerId)
      fingers.set(event.pointerId, { x: event.clientX, y: event.clientY })
      start = fingers.size === 1 ? { x: event.clientX, y: event.clientY, time: Date.now() } : null
    })
    on('pointermove', (event) => {
      const before = fingers.get(event.pointerId)
      if (!before) return
      const after = { x: event.clientX, y: event.clientY }
      const [other] = [...fingers].filter(([id]) => id !== event.pointerId)
      fingers.set(event.pointerId, after)
      if (other) {
        const factor = distance(after, other[1]) / Math.max(1, distance(before, other[1]))
        zoom(factor, (after.x + other[1].x) / 2, (after.y + other[1].y) / 2)
      } else if (now.current.view.scale > 1) {
        const { scale, x, y } = now.current.view
        move({ scale, x: x + after.x - before.x, y: y + after.y - before.y })
      }
    })
    on('pointerup', (event) => {
      fingers.delete(event.pointerId)
      if (!start) return
      const [right, down] = [event.clientX - start.x, event.clientY - start.y]
      const isTap = Math.hypot(right, down) < 10 && Date.now() - start.time < DOUBLE_TAP_MS
      start = null
      if (isTap && event.pointerType === 'touch') {
        if (Date.now() - lastTap < DOUBLE_TAP_MS) toggle(event)
        lastTap = Date.now()
      }
      if (now.current.view.scale > 1 || event.pointerType === 'mouse') return
      const { onSwipe, onSwipeDown } = now.current.options
      if (Math.abs(right) > SWIPE && Math.abs(right) > Math.abs(down)) onSwipe(right < 0 ? 1 : -1)
      else if (down > 2 * SWIPE) onSwipeDown()
    })
    on('pointercancel', ({ pointerId }) => {
      fingers.delete(pointerId)
      start = null
    })
    on('dblclick', toggle)
    return () => end.abort()
  }, [])

  return view
}

function distance(one: { x: number; y: number }, other: { x: number; y: number }) {
  return Math.hypot(one.x - other.x, one.y - other.y)
}
