import { useEffect, useRef } from 'preact/hooks'
import { assets } from './library'
import { clearSelection, isSelecting, selectTo, toggle, toggleAll } from './selection'

/** Milliseconds that a finger rests on a photo to select it. */
const LONG_PRESS_MS = 450
/** Pixels that a hand moves without meaning to. */
const TREMOR = 8

interface Press {
  id: string
  x: number
  y: number
  isTouch: boolean
  timer: number
  /** It has selected, so that it opens nothing. */
  isUsed: boolean
}

interface Options {
  /** Whether a click opens the viewer. */
  opens: boolean
  /** What the Delete key does to the selection. */
  onDelete: () => unknown
}

/**
 * Lets one select by Ctrl or Shift and a click, by dragging over photos, by a long press, and by
 * keys. While anything is selected, a click selects instead of opening.
 */
export function useSelecting({ opens, onDelete }: Options) {
  const press = useRef<Press | null>(null)

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => selectByKey(event, onDelete)
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
  useEffect(() => clearSelection, [])

  return {
    onPointerDown({ target, clientX: x, clientY: y, pointerType, button }: PointerEvent) {
      const id = idOf(target)
      if (!id || button !== 0) return
      const isTouch = pointerType === 'touch'
      const started: Press = { id, x, y, isTouch, timer: 0, isUsed: false }
      if (isTouch) started.timer = window.setTimeout(() => use(started), LONG_PRESS_MS)
      press.current = started
    },
    onPointerMove({ target, clientX, clientY, buttons }: PointerEvent) {
      const { current } = press
      if (!current || Math.hypot(clientX - current.x, clientY - current.y) < TREMOR) return
      if (current.isTouch) return clearTimeout(current.timer)
      if (!buttons) return void (press.current = null)
      const id = idOf(target)
      if (!id || (id === current.id && !current.isUsed)) return
      if (!current.isUsed) use(current)
      selectTo(id)
    },
    onPointerUp: () => clearTimeout(press.current?.timer),
    onPointerCancel: () => clearTimeout(press.current?.timer),
    onContextMenu(event: MouseEvent) {
      // What a long press would open on a phone.
      if (press.current?.isTouch) event.preventDefault()
    },
    onDragStart: (event: DragEvent) => event.preventDefault(),
    onClickCapture(event: MouseEvent) {
      const id = idOf(event.target)
      if (!id) return
      const isUsed = press.current?.isUsed
      press.current = null
      const isMark = (event.target as Element).closest('.tile-mark')
      const selects = isMark || event.shiftKey || event.ctrlKey || event.metaKey
      if (!isUsed && !selects && !isSelecting.value && opens) return
      event.preventDefault()
      event.stopPropagation()
      if (isUsed) return
      if (event.shiftKey) selectTo(id)
      else toggle(id)
    },
  }
}

function use(press: Press) {
  press.isUsed = true
  toggle(press.id)
  navigator.vibrate?.(10)
}

function selectByKey(event: KeyboardEvent, deletes: () => unknown) {
  const { key, target, ctrlKey, metaKey, shiftKey } = event
  if ((target as Element).closest('input, textarea, dialog')) return
  const id = (target as HTMLElement).dataset.asset
  if (key === 'Escape' && isSelecting.value) clearSelection()
  else if (key === 'a' && (ctrlKey || metaKey)) toggleAll(assets.value.map((asset) => asset.id))
  else if (key === 'Delete' && isSelecting.value) deletes()
  else if (id && key === ' ') shiftKey ? selectTo(id) : toggle(id)
  else return
  event.preventDefault()
}

function idOf(target: EventTarget | null) {
  const tile = (target as Element).closest('.tile')
  return tile?.querySelector<HTMLElement>('[data-asset]')?.dataset.asset
}
