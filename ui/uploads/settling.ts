import type { Asset } from '../api/types'
import { put } from '../inbox/library'
import { ask } from '../session/session'
import { rejectionOf } from './reasons'
import { forgetRecord } from './records'
import type { Upload } from './upload'

/** Milliseconds after which is asked what nobody has reported. */
const ASK_AFTER_MS = 10_000

const waiting = new Map<string, Upload>()

/** Everything was sent: the row stays until the file was looked at, and says how that went. */
export async function awaitSettling(upload: Upload, asset: Asset) {
  upload.state.value = 'processing'
  waiting.set(asset.id, upload)
  settle(asset)
  put(asset)
  await forgetRecord(upload.record.id)
  setTimeout(() => check(asset.id), ASK_AFTER_MS)
}

/** Takes what is reported of an asset, if its upload waits for that. */
export function settle(asset: Asset) {
  const upload = waiting.get(asset.id)
  if (!upload || asset.status === 'processing' || asset.status === 'pending') return
  waiting.delete(asset.id)
  upload.asset.value = asset
  upload.reason.value = asset.error ? rejectionOf(asset.error) : ''
  upload.state.value = asset.status === 'ready' ? 'done' : 'rejected'
}

// Reports may be missed while the connection is down.
async function check(id: string) {
  if (!waiting.has(id)) return
  try {
    const { data } = await ask<{ data: Asset }>(`/assets/${id}`)
    settle(data)
  } catch (error) {
    console.debug('it is asked again', error)
  }
  setTimeout(() => check(id), ASK_AFTER_MS)
}
