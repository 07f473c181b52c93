import { ApiFailure } from '../api/failure'
import type { Asset, PresignedRequest } from '../api/types'
import { ask } from '../session/session'
import type { Upload } from './upload'

/** Milliseconds in which files are gathered that ask at about the same time. */
const GATHER_MS = 20
/** How many the API takes at once. */
const MAX_FILES = 100

export interface Presigned {
  asset: Asset
  /** Null if the bytes are there already. */
  upload: PresignedRequest | null
}

interface Waiting {
  upload: Upload
  resolve: (presigned: Presigned) => void
  reject: (error: unknown) => void
}

let waiting: Waiting[] = []

/** Reserves the upload; files that ask within a moment go in one request. */
export function presign(upload: Upload) {
  return new Promise<Presigned>((resolve, reject) => {
    if (waiting.length === 0) setTimeout(sendAll, GATHER_MS)
    waiting.push({ upload, resolve, reject })
  })
}

function sendAll() {
  const all = waiting
  waiting = []
  for (let first = 0; first < all.length; first += MAX_FILES) {
    sendSome(all.slice(first, first + MAX_FILES))
  }
}

async function sendSome(some: Waiting[]) {
  try {
    const results = some.length === 1 ? [await presignOne(some[0])] : await presignBatch(some)
    for (const [index, { resolve, reject }] of some.entries()) {
      const result = results[index]
      if ('error' in result) reject(new ApiFailure(statusOf(result.error), [result.error], null))
      else resolve(result)
    }
  } catch (error) {
    for (const { reject } of some) reject(error)
  }
}

async function presignOne({ upload }: Waiting) {
  const body = upload.declaration
  const { data } = await ask<{ data: Presigned }>('/uploads/presign', { method: 'POST', body })
  return data
}

async function presignBatch(some: Waiting[]) {
  const body = { files: some.map(({ upload }) => upload.declaration) }
  const { data } = await ask<{
    data: { results: (Presigned | { error: { code: string; message: string } })[] }
  }>('/uploads/presign/batch', { method: 'POST', body })
  return data.results
}

// Within a batch a refusal has no status of its own.
function statusOf({ code }: { code: string }) {
  return code === 'E_TOO_MANY_REQUESTS' ? 429 : 422
}
