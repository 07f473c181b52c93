import type { Asset, Page, PresignedRequest } from '../api/types'
import { StoreRefusal } from '../uploads/failures'
import { put } from '../uploads/put'
import { typeOf } from '../uploads/types'
import { ask } from './visit'

/** Files above this many bytes go in parts. */
const SINGLE_LIMIT = 64 * 1_024 ** 2

/** URLs asked for at a time: they expire, so not many more than are soon used. */
const URLS = 8

export interface Transfer {
  /** The `externalId`: the same again resumes the upload. */
  id: string
  file: File
  signal: AbortSignal
  onProgress: (bytes: number) => void
}

type Part = PresignedRequest & { partNumber: number }

/** Sends a file and completes it, from wherever it was left; safe to repeat. */
export async function transfer(sending: Transfer): Promise<Asset> {
  const { file } = sending
  const asset = file.size > SINGLE_LIMIT ? await sendParts(sending) : await sendWhole(sending)
  if (asset.status !== 'pending') return asset
  const body = { assetId: asset.id }
  const { data } = await ask<{ data: Asset }>('/uploads/complete', { method: 'POST', body })
  return data
}

async function sendWhole(sending: Transfer) {
  const { asset, upload } = await begin<PresignedRequest>('/uploads/presign', sending)
  if (!upload) return asset
  await put(upload, sending.file, sending).catch((error) => {
    // An attempt whose answer was lost has brought the bytes there.
    if (!(error instanceof StoreRefusal && error.isTaken)) throw error
  })
  return asset
}

async function sendParts(sending: Transfer) {
  const { file, onProgress } = sending
  const { asset, upload } = await begin<{ partSize: number }>('/uploads/multipart', sending)
  if (!upload) return asset
  const { partSize } = upload
  const path = `/uploads/multipart/${asset.id}/parts`
  const stored = await ask<Page<{ partNumber: number; size: number }>>(path)
  const sent = new Map(stored.data.map(({ partNumber, size }) => [partNumber, size]))
  const report = (partNumber: number, bytes: number) => {
    sent.set(partNumber, bytes)
    onProgress([...sent.values()].reduce((sum, each) => sum + each, 0))
  }
  const count = Math.ceil(file.size / partSize)
  const missing = Array.from({ length: count }, (_, index) => index + 1).filter((number) => {
    return sent.get(number) !== Math.min(partSize, file.size - (number - 1) * partSize)
  })
  for (let next = 0; next < missing.length; next += URLS) {
    const body = { partNumbers: missing.slice(next, next + URLS) }
    const { data } = await ask<Page<Part>>(path, { method: 'POST', body })
    await Promise.all(
      data.map(({ partNumber, ...request }) => {
        const start = (partNumber - 1) * partSize
        const { signal } = sending
        const putting = { signal, onProgress: (bytes: number) => report(partNumber, bytes) }
        return put(request, file.slice(start, start + partSize), putting)
      })
    )
  }
  return asset
}

async function begin<Upload>(path: string, { id, file, signal }: Transfer) {
  const { name: filename, size } = file
  const body = { filename, contentType: typeOf(file), size, externalId: id }
  const { data } = await ask<{ data: { asset: Asset; upload: Upload | null } }>(path, {
    method: 'POST',
    body,
    signal,
  })
  return data
}
