import { signal } from '@preact/signals'
import { ApiFailure, sentenceOf } from '../api/failure'
import type { Asset } from '../api/types'
import { hideToast, toast } from '../components/toast'
import { call } from '../session/session'
import { drop } from './library'

/** The person may change their mind for so many seconds. */
const UNDO_SECONDS = 6

/** Assets that are gone from the page, and soon from the server. */
export const removed = signal<ReadonlySet<string>>(new Set())

const timers = new Map<string, number>()

// Who leaves the page has made up their mind.
addEventListener('pagehide', () => {
  for (const id of timers.keys()) remove(id, { keepalive: true })
})

// What the keyboard has deleted, it takes back, wherever the focus is.
addEventListener('keydown', ({ key, ctrlKey, metaKey, target }) => {
  if (key !== 'z' || !(ctrlKey || metaKey) || target instanceof HTMLInputElement) return
  const last = [...timers.keys()].at(-1)
  if (last) undo(last)
})

/** Takes the asset off the page at once, and asks the API only when nobody has undone it. */
export function removeSoon({ id, filename }: Asset) {
  removed.value = new Set([...removed.value, id])
  timers.set(
    id,
    window.setTimeout(() => remove(id), UNDO_SECONDS * 1_000)
  )
  toast(`Deleted ${filename}`, { label: 'Undo', run: () => undo(id) }, UNDO_SECONDS)
}

function undo(id: string) {
  clearTimeout(timers.get(id))
  timers.delete(id)
  bringBack(id)
  hideToast()
}

async function remove(id: string, options: { keepalive?: boolean } = {}) {
  timers.delete(id)
  try {
    await call(`/assets/${id}`, { method: 'DELETE', ...options })
    drop(id)
  } catch (error) {
    if (error instanceof ApiFailure && error.status === 404) return drop(id)
    bringBack(id)
    hideToast()
    toast(`It could not be deleted. ${sentenceOf(error)}`)
  }
}

function bringBack(id: string) {
  removed.value = new Set([...removed.value].filter((other) => other !== id))
}
