import { signal } from '@preact/signals'
import { Icon } from './icon'
import './toast.css'

interface Toast {
  text: string
  action?: { label: string; run: () => void }
}

const shown = signal<Toast | null>(null)
let timer = 0

/** Says something for some seconds, at the foot of the page. */
export function toast(text: string, action?: Toast['action'], seconds = 6) {
  clearTimeout(timer)
  shown.value = { text, action }
  timer = window.setTimeout(hideToast, seconds * 1_000)
}

export function hideToast() {
  clearTimeout(timer)
  shown.value = null
}

/** Where toasts appear; a screen reader reads them out without moving there. */
export function Toasts() {
  const current = shown.value
  return (
    <div class="toasts" role="status">
      {current && (
        <div class="toast">
          <span>{current.text}</span>
          {current.action && (
            <button
              class="toast-action"
              onClick={() => {
                current.action!.run()
                hideToast()
              }}
            >
              {current.action.label}
            </button>
          )}
          <button class="toast-close" aria-label="Dismiss" onClick={hideToast}>
            <Icon name="close" size={16} />
          </button>
        </div>
      )}
    </div>
  )
}
