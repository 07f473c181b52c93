import { ApiFailure } from '../api/failure'
import type { Asset, Page } from '../api/types'
import { ask, call } from '../session/session'
import { NotArrived, StoreRefusal } from './failures'
import { presign } from './presigning'
import { put } from './put'
import { sendParts } from './parts'
import type { Upload } from './upload'

/** Files above this many bytes go in parts. */
const SINGLE_LIMIT = 64 * 1_024 ** 2

/** An asset of the person with these bytes, if there is one. */
export async function findTwin(sha256: string): Promise<Asset | null> {
  const search = new URLSearchParams({ sha256, limit: '1' })
  const { data } = await ask<Page<Asset>>(`/assets?${search}`)
  return data[0] ?? null
}

/** Sends the file to the store and completes its upload, from wherever it was interrupted; safe to repeat. */
export async function transfer(upload: Upload, file: File, signal: AbortSignal): Promise<Asset> {
  const { assetId } = upload.record
  // The bytes may all be there, with nobody left to say so.
  const taken = assetId && (await complete(assetId))
  if (taken) return taken

  if (upload.size > SINGLE_LIMIT) await sendParts(upload, file, signal)
  else await sendWhole(upload, file, signal)

  const asset = await complete(upload.record.assetId!)
  if (asset) return asset
  throw new NotArrived()
}

/** Gives up what the server has of it. */
export async function abandon({ record: { assetId, partSize } }: Upload) {
  if (!assetId) return
  const path = partSize ? `/uploads/multipart/${assetId}` : `/assets/${assetId}`
  await call(path, { method: 'DELETE' }).catch(ignoreUnknown)
}

async function sendWhole(upload: Upload, file: File, signal: AbortSignal) {
  const { asset, upload: request } = await presign(upload)
  await upload.keep({ assetId: asset.id })
  signal.throwIfAborted()
  if (!request) return
  const onProgress = (bytes: number) => (upload.progress.value = bytes)
  await put(request, file, { signal, onProgress }).catch((error) => {
    // An attempt whose answer was lost has brought the bytes there.
    if (!(error instanceof StoreRefusal && error.isTaken)) throw error
  })
}

/** The asset, once its bytes are there; null where they are not, or it is gone. */
async function complete(assetId: string): Promise<Asset | null> {
  try {
    const { data } = await ask<{ data: Asset }>('/uploads/complete', {
      method: 'POST',
      body: { assetId },
    })
    return data
  } catch (error) {
    const isMissing = error instanceof ApiFailure && [404, 409].includes(error.status)
    if (isMissing) return null
    throw error
  }
}

function ignoreUnknown(error: unknown) {
  if (!(error instanceof ApiFailure && error.status < 500)) throw error
}
