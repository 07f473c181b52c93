import { ApiFailure, sentenceOf } from '../api/failure'
import type { Asset } from '../api/types'
import { toast } from '../components/toast'
import { ask, call } from '../session/session'
import { drop, put } from './library'

interface Removal {
  asset: Asset
  /** Resolves once the API has answered. */
  isDone: Promise<void>
}

/** What was moved to the trash since the page was opened, the last at the end. */
const removals: Removal[] = []

// What the keyboard has deleted, it restores, wherever the focus is.
addEventListener('keydown', ({ key, ctrlKey, metaKey, target }) => {
  if (key !== 'z' || !(ctrlKey || metaKey) || target instanceof HTMLInputElement) return
  const last = removals.at(-1)
  if (last) restore(last)
})

/** Takes the asset off the page at once and deletes it. What goes to the trash can be restored. */
export function remove(asset: Asset) {
  drop(asset.id)
  const removal = { asset, isDone: send(asset) }
  if (!isTrashed(asset)) return toast(`Deleted ${asset.filename}`)
  removals.push(removal)
  toast(`Moved ${asset.filename} to the trash`, { label: 'Undo', run: () => restore(removal) })
}

/** What holds no file is erased. */
function isTrashed({ status }: Asset) {
  return status === 'ready' || status === 'failed'
}

async function send(asset: Asset) {
  try {
    await call(`/assets/${asset.id}`, { method: 'DELETE', keepalive: true })
  } catch (error) {
    if (error instanceof ApiFailure && error.status === 404) return
    forget(asset)
    put(asset)
    toast(`It could not be deleted. ${sentenceOf(error)}`)
  }
}

async function restore({ asset, isDone }: Removal) {
  forget(asset)
  await isDone
  try {
    const { data } = await ask<{ data: Asset }>(`/assets/${asset.id}/restore`, { method: 'POST' })
    put(data)
  } catch (error) {
    toast(`It could not be restored. ${sentenceOf(error)}`)
  }
}

function forget(asset: Asset) {
  const index = removals.findIndex((removal) => removal.asset === asset)
  if (index >= 0) removals.splice(index, 1)
}
