import { ApiFailure } from '../api/failure'
import type { Page, PresignedRequest } from '../api/types'
import { ask } from '../session/session'
import { put } from './put'
import type { Upload } from './upload'

/** Urls asked for at a time: they expire, so not many more than are soon used. */
const URLS = 8

interface Part {
  partNumber: number
  size: number
}

/** Sends the parts that the store does not have yet, some at a time. */
export async function sendParts(upload: Upload, file: File, signal: AbortSignal) {
  const stored = (await listParts(upload, signal)) ?? (await begin(upload, signal))
  const partSize = upload.record.partSize!
  const sent = new Map(stored.map(({ partNumber, size }) => [partNumber, size]))
  const report = () => (upload.progress.value = sum(sent.values()))
  report()

  const missing = Array.from(
    { length: Math.ceil(upload.size / partSize) },
    (_, index) => index + 1
  ).filter((number) => sent.get(number) !== sizeOf(number, upload.size, partSize))
  for (let next = 0; next < missing.length; next += URLS) {
    const numbers = missing.slice(next, next + URLS)
    const sealed = await signParts(upload, numbers, signal)
    await allOrFirstFailure(
      sealed.map(({ partNumber, ...request }) => {
        const start = (partNumber - 1) * partSize
        const onProgress = (bytes: number) => {
          sent.set(partNumber, bytes)
          report()
        }
        return put(request, file.slice(start, start + partSize), { signal, onProgress })
      })
    )
  }
}

/** Null where no such upload is open any more. */
async function listParts({ record: { assetId } }: Upload, signal: AbortSignal) {
  if (!assetId) return null
  try {
    const { data } = await ask<Page<Part>>(`/uploads/multipart/${assetId}/parts`, { signal })
    return data
  } catch (error) {
    if (error instanceof ApiFailure && [404, 409].includes(error.status)) return null
    throw error
  }
}

async function begin(upload: Upload, signal: AbortSignal): Promise<Part[]> {
  const { data } = await ask<{ data: { asset: { id: string }; upload: { partSize: number } } }>(
    '/uploads/multipart',
    { method: 'POST', body: upload.declaration, signal }
  )
  await upload.keep({ assetId: data.asset.id, partSize: data.upload.partSize })
  return []
}

async function signParts({ record }: Upload, partNumbers: number[], signal: AbortSignal) {
  const { data } = await ask<Page<PresignedRequest & { partNumber: number }>>(
    `/uploads/multipart/${record.assetId}/parts`,
    { method: 'POST', body: { partNumbers }, signal }
  )
  return data
}

// What fails early must not leave the others running on their own.
async function allOrFirstFailure(works: Promise<void>[]) {
  const outcomes = await Promise.allSettled(works)
  const failed = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failed) throw failed.reason
}

function sizeOf(partNumber: number, size: number, partSize: number) {
  return Math.min(partSize, size - (partNumber - 1) * partSize)
}

function sum(numbers: Iterable<number>) {
  let total = 0
  for (const number of numbers) total += number
  return total
}
