import type { MediaInbox } from './client.js'
import { MediaInboxError } from './errors.js'
import type { Asset, RequestOf } from './operations.js'
import { retrying, stopIfAborted } from './retry.js'
import { sendBytes } from './send_bytes.js'
import { sendParts } from './send_parts.js'

export interface Progress {
  /** Bytes that have been sent, those of an earlier call included. */
  sent: number
  total: number
}

export interface UploadOptions {
  /** The name of the file, unless it has one. */
  filename?: string
  /** Its content type, unless it has one. */
  contentType?: string
  /** Base64 of its SHA-256, to be verified. */
  sha256?: string
  /** Your own data, which comes back in the asset. */
  metadata?: Record<string, unknown>
  /** Your own id: another call with it resumes the upload, or finds the asset. */
  externalId?: string
  /** Keep the place where it was taken out of the answers. */
  withholdGps?: boolean
  onProgress?: (progress: Progress) => void
  /** The asset as soon as it has an id. */
  onAsset?: (asset: Asset) => void
  signal?: AbortSignal
}

/** Files above this go in parts, in bytes. */
const PARTS_FROM = 32 * 1024 ** 2

/** See `MediaInbox.upload`. */
export async function uploadFile(client: MediaInbox, file: Blob, options: UploadOptions) {
  const { onAsset, onProgress, signal } = options
  const report = (sent: number) => onProgress?.({ sent, total: file.size })
  const send = file.size > PARTS_FROM ? sendInParts : sendAtOnce
  stopIfAborted(signal)

  const asset = await send(client, file, options, report, onAsset)
  report(file.size)
  if (asset.status === 'pending') {
    const request = { body: { assetId: asset.id }, signal } as RequestOf<'POST /uploads/complete'>
    await retrying(() => client.call('POST /uploads/complete', request), signal)
  }
  const settled = await client.settled(asset.id, signal)
  if (settled.status !== 'ready') throw new MediaInboxError(422, [settled.error!])
  return settled
}

type Send = (
  client: MediaInbox,
  file: Blob,
  options: UploadOptions,
  report: (sent: number) => void,
  onAsset?: (asset: Asset) => void
) => Promise<Asset>

const sendAtOnce: Send = async (client, file, options, report, onAsset) => {
  const { signal } = options
  const request = { body: declarationOf(file, options), signal }
  // Each attempt has a fresh url if there is an external id to ask for it.
  const { data } = await retrying(
    () => client.call('POST /uploads/presign', request as RequestOf<'POST /uploads/presign'>),
    signal
  )
  onAsset?.(data.asset)
  const { upload } = data
  if (!upload) return data.asset
  try {
    await retrying(
      () => sendBytes(upload, file, { onProgress: report, ...(signal && { signal }) }),
      signal
    )
  } catch (error) {
    // The bytes of an attempt whose answer was lost are there.
    const isThere = error instanceof MediaInboxError && [409, 412].includes(error.status)
    if (!isThere) throw error
  }
  return data.asset
}

const sendInParts: Send = async (client, file, options, report, onAsset) => {
  const { signal } = options
  const request = { body: declarationOf(file, options), signal }
  const { data } = await retrying(
    () => client.call('POST /uploads/multipart', request as RequestOf<'POST /uploads/multipart'>),
    signal
  )
  onAsset?.(data.asset)
  if (!data.upload) return data.asset
  const { partSize } = data.upload
  await sendParts(client, file, {
    assetId: data.asset.id,
    partSize,
    report,
    ...(signal && { signal }),
  })
  return data.asset
}

function declarationOf(file: Blob, options: UploadOptions) {
  const { filename = nameOf(file), contentType = file.type, sha256, metadata, externalId } = options
  const { withholdGps } = options
  return { filename, contentType, size: file.size, sha256, metadata, externalId, withholdGps }
}

function nameOf(file: Blob) {
  return 'name' in file ? String(file.name) : 'upload'
}
