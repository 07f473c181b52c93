import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import store from '#app/storage/main'
import { releaseUsage } from '#app/accounts/models/usage'
import User from '#app/accounts/models/user'
import Asset from '#app/assets/models/asset'
import { recordKey } from '#app/assets/object_keys'
import { type AssetRecord, readRecord } from '#app/assets/record'
import { unmark } from '#app/maintenance/orphans/marks'
import { QUARANTINE, release } from '#app/maintenance/orphans/quarantine'
import { formatOf } from '#app/media/formats'
import { typesOf } from '#app/media/sniff'
import { CompleteUpload } from '#app/uploads/actions/complete_upload'

/** Bytes that identify the type of a file. */
const HEAD = 4_096

/** Until then the sweep looks for the bytes, should this process die before it completes. */
const COMPLETED_WITHIN = { days: 1 }

/**
 * Gives an original that lost its row, in its place or in quarantine, a row again: that of the
 * owner in its record, or of `fallback` if it has no record or its owner has no account here. A
 * worker then verifies it like any upload. Returns the owner; null if nobody is known to be, or
 * if nothing tells its type. The quota is not asked: the bytes are there already.
 */
export class RecoverAsset {
  async handle({ id, fallback }: { id: string; fallback?: User }): Promise<User | null> {
    const key = Asset.originalKey(id)
    const place = (await store.head(key)) ? key : QUARANTINE + key
    const record = await findRecord(id)
    const owner = (record && (await User.find(record.userId))) ?? fallback
    const contentType = record?.contentType ?? (await typeOf(place))
    if (!owner || !contentType) return null

    const { size } = (await store.head(place))!
    const asset = await insert(id, owner, { ...record, contentType, size })
    if (place !== key) await release(key)
    await unmark([key])
    if (asset) await new CompleteUpload().handle({ asset })
    return owner
  }
}

async function findRecord(id: string) {
  const key = recordKey(id)
  return (await readRecord(store, key)) ?? readRecord(store, QUARANTINE + key)
}

async function typeOf(place: string) {
  const { stream } = await store.read(place)
  for await (const chunk of stream) {
    const [type] = typesOf((chunk as Buffer).subarray(0, HEAD))
    return type
  }
  return undefined
}

/** Null if the row is there: another process recovers it, or an upload has just begun. */
function insert(
  id: string,
  owner: User,
  file: Partial<AssetRecord> & { contentType: string; size: number }
) {
  return db.transaction(async (trx) => {
    if (await Asset.find(id, { client: trx })) return null
    const { contentType, size, withholdGps = false } = file
    const values = {
      ...{ id, userId: owner.id, status: 'pending' as const, contentType, size, withholdGps },
      kind: formatOf(contentType)!.kind,
      filename: file.filename ?? `recovered-${id}`,
      declaredSha256: file.sha256 ?? null,
      createdAt: file.createdAt ? DateTime.fromISO(file.createdAt) : DateTime.utc(),
      uploadExpiresAt: DateTime.utc().plus(COMPLETED_WITHIN),
      nextLookAt: DateTime.utc(),
    }
    const asset = await Asset.create(values, { client: trx })
    await releaseUsage(owner.id, { bytes: -size, assets: -1 }, trx)
    return asset
  })
}
