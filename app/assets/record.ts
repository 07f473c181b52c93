import { json } from 'node:stream/consumers'
import type Asset from '#app/assets/models/asset'
import { recordKey } from '#app/assets/object_keys'
import { ObjectMissing } from '#app/storage/errors'
import type { ObjectStore } from '#app/storage/object_store'

/** What is written beside a verified original, so that its row can be made again from the store. */
export interface AssetRecord {
  userId: string
  filename: string
  contentType: string
  withholdGps: boolean
  /** Base64, of the verified bytes. */
  sha256: string
  /** ISO 8601. */
  createdAt: string
}

/** Writes the record of an asset whose original has this digest. */
export async function writeRecord(store: ObjectStore, asset: Asset, sha256: string): Promise<void> {
  const { userId, filename, contentType, withholdGps } = asset
  const createdAt = asset.createdAt.toUTC().toISO()!
  const record: AssetRecord = { userId, filename, contentType, withholdGps, sha256, createdAt }
  const body = Buffer.from(`${JSON.stringify(record)}\n`)
  const size = body.length
  await store.put(recordKey(asset.id), body, { size, contentType: 'application/json' })
}

/** The record under this key; null if there is none, or if it is not readable. */
export async function readRecord(store: ObjectStore, key: string): Promise<AssetRecord | null> {
  try {
    const { stream } = await store.read(key)
    return (await json(stream)) as AssetRecord
  } catch (error) {
    if (error instanceof ObjectMissing || error instanceof SyntaxError) return null
    throw error
  }
}
