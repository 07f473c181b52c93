import { DateTime } from 'luxon'
import { compose } from '@adonisjs/core/helpers'
import db from '@adonisjs/lucid/services/db'
import { afterSave, belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import type { ModelAttributes } from '@adonisjs/lucid/types/model'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { AssetSchema } from '#database/schema'
import { Identified } from '#app/persistence/identified'
import { ORIGINAL_MISSING } from '#app/assets/original_missing'
import { Rendered } from '#app/assets/models/mixins/rendered'
import { Trashable } from '#app/assets/models/mixins/trashable'
import { Stored } from '#app/assets/models/mixins/stored'
import type { Variant } from '#app/assets/models/variant'
import { type Owner, sentBy } from '#app/accounts/auth/access'
import User from '#app/accounts/models/user'
import { announce } from '#app/persistence/announcements/announce'
import type { Inspection } from '#app/media/media'

export const assetStatuses = ['pending', 'processing', 'ready', 'failed', 'rejected'] as const

export type AssetStatus = (typeof assetStatuses)[number]

/** Why an asset failed or was rejected, for its owner: a stable code and a sentence. */
export interface AssetError {
  code: string
  message: string
}

/** What was verified of an original, and what was read from it. */
export interface Proof extends Inspection {
  sha256: string
  crc32: number
}

/**
 * A person's file, from presign to deletion. Its status moves only through the methods below.
 * Each is one conditional update and returns whether it was the one that moved the row. Triggers of
 * the database write what follows from each change: an event for the owner (`asset_events`), the
 * months (`asset_months`), and when it was taken, out of `meta`.
 */
export default class Asset extends compose(AssetSchema, Identified, Stored, Rendered, Trashable) {
  declare status: AssetStatus
  declare variants: Variant[]

  @belongsTo(() => User)
  declare user: BelongsTo<typeof User>

  @afterSave()
  static announce(asset: Asset) {
    announce(asset.userId, asset.$trx)
  }

  /** What processing it is charged to: the link or grant it was sent with, or else its owner. */
  get chargeTo() {
    return this.linkId ?? this.grantId ?? this.userId
  }

  /** The asset, if the principal sees it. Any other, and one in the trash, look like none. */
  static ownedBy(owner: Owner, id: string, { trashed = false } = {}) {
    const query = Asset.query().where({ id, user_id: owner.id })
    if (!trashed) query.whereNull('trashed_at')
    const sender = sentBy(owner)
    if (sender) query.where(sender.column, sender.id)
    return query.firstOrFail()
  }

  /** The asset that holds an external id for its grant or else its owner. */
  static holding(externalId: string, holderId: string) {
    return Asset.query()
      .where({ externalId })
      .whereRaw('coalesce(grant_id, user_id) = ?', [holderId])
      .whereNot('status', 'rejected')
      .whereNull('trashed_at')
      .first()
  }

  /**
   * Locks the row until the transaction ends; false if it is gone. Every transaction takes its
   * locks in the order asset, job, user, so that no two wait for each other.
   */
  static async lock(id: string, trx: TransactionClientContract) {
    const row = await trx.from('assets').where({ id }).forUpdate().select('id').first()
    return row !== null
  }

  /** Pending assets whose bytes nobody has looked for in a while, the longest first. */
  static dueForALook(limit: number) {
    return Asset.query()
      .where('status', 'pending')
      .whereRaw('next_look_at <= now()')
      .orderBy(['next_look_at', 'id'])
      .limit(limit)
  }

  /** Ready assets after `id` that were verified before the CRC-32 of originals was kept. */
  static missingCrc(id: string, limit: number) {
    return Asset.query()
      .where('status', 'ready')
      .whereNull('crc_32')
      .where('id', '>', id)
      .orderBy('id')
      .limit(limit)
  }

  /** A pending upload may still be sent until then. False if it is not pending any more. */
  async keepOpen(values: { uploadExpiresAt: DateTime; partSize?: number }) {
    const kept = await Asset.query().where({ id: this.id, status: 'pending' }).update(values)
    if (Number(kept) !== 1) return false
    Object.assign(this, values)
    this.$hydrateOriginals()
    return true
  }

  /** Notes the store's id of an upload in parts. False if it has one, or is gone. */
  async assignMultipart(multipartId: string) {
    const assigned = await Asset.query()
      .where({ id: this.id, status: 'pending' })
      .whereNull('multipart_id')
      .update({ multipartId })
    if (Number(assigned) !== 1) return false
    this.multipartId = multipartId
    this.$hydrateOriginals()
    return true
  }

  lookAgainIn(seconds: number) {
    const nextLookAt = db.raw(`now() + ? * interval '1 second'`, [seconds])
    return Asset.query().where({ id: this.id, status: 'pending' }).update({ nextLookAt })
  }

  /**
   * The version of the object is pinned: what is verified is what was completed. Null if the
   * object is still to be made out of its parts.
   */
  markProcessing(etag: string | null, trx: TransactionClientContract) {
    return this.#move(['pending', 'failed'], { status: 'processing', etag }, trx)
  }

  /** Pins the version of the object that was made out of the parts, unless one is pinned. */
  async pin(etag: string) {
    await Asset.query()
      .where({ id: this.id, status: 'processing' })
      .whereNull('etag')
      .update({ etag })
    this.etag = etag
  }

  markFailed(error: AssetError, trx: TransactionClientContract) {
    return this.#move(['processing'], { status: 'failed', ...columns(error) }, trx)
  }

  markRejected(error: AssetError, trx: TransactionClientContract) {
    const from: AssetStatus[] = ['pending', 'processing', 'failed']
    return this.#move(from, { status: 'rejected', ...columns(error) }, trx)
  }

  /** An administrator takes it out of quarantine; its original is still to be moved back. */
  async markReleased(trx: TransactionClientContract) {
    if (this.errorCode !== 'E_MALWARE') return false
    const releasedAt = DateTime.utc()
    return this.#move(['rejected'], { status: 'processing', etag: null, releasedAt }, trx)
  }

  /** Its original is not in the store any more: an administrator can retry once it is back. */
  markMissing(trx: TransactionClientContract) {
    const from: AssetStatus[] = ['ready', 'failed']
    return this.#move(from, { status: 'failed', ...columns(ORIGINAL_MISSING) }, trx)
  }

  /** Its variants have to be made again. */
  markForRendering(trx: TransactionClientContract) {
    return this.#move(['ready'], { status: 'processing' }, trx)
  }

  async #move(
    from: AssetStatus[],
    to: Partial<ModelAttributes<Asset>>,
    trx: TransactionClientContract
  ) {
    const values = { errorCode: null, errorMessage: null, ...to, updatedAt: DateTime.utc() }
    const moved = await Asset.query({ client: trx })
      .where('id', this.id)
      .whereIn('status', from)
      .update(values)
    if (Number(moved) !== 1) return false
    announce(this.userId, trx)
    Object.assign(this, values)
    this.$hydrateOriginals()
    return true
  }
}

function columns({ code, message }: AssetError) {
  return { errorCode: code, errorMessage: message.slice(0, 500) }
}
