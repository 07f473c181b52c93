import { DateTime } from 'luxon'
import { compose } from '@adonisjs/core/helpers'
import { belongsTo, hasMany } from '@adonisjs/lucid/orm'
import type { BelongsTo, HasMany } from '@adonisjs/lucid/types/relations'
import type { ModelAttributes } from '@adonisjs/lucid/types/model'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { AssetSchema } from '#database/schema'
import { Identified } from '#models/mixins/identified'
import User from '#models/user'
import Variant from '#models/variant'
import type { Inspection } from '#media/media'

export type AssetStatus = 'pending' | 'processing' | 'ready' | 'failed' | 'rejected'

/** Why an asset failed or was rejected, for its owner: a stable code and a sentence. */
export interface AssetError {
  code: string
  message: string
}

/** What was proved of an original, and what was read from it. */
export interface Proof extends Inspection {
  sha256: string
  etag: string
}

/**
 * A person's file, from presign to deletion. Its status moves only through the methods below.
 * Each is one conditional update and tells whether it was the one that moved the row.
 */
export default class Asset extends compose(AssetSchema, Identified) {
  declare status: AssetStatus

  @belongsTo(() => User)
  declare user: BelongsTo<typeof User>

  @hasMany(() => Variant)
  declare variants: HasMany<typeof Variant>

  /** Where everything of this asset lies in the store. The original never changes its key. */
  static prefix(id: string) {
    return `assets/${id}/`
  }

  static originalKey(id: string) {
    return `${Asset.prefix(id)}original`
  }

  get originalKey() {
    return Asset.originalKey(this.id)
  }

  get isSettled() {
    return this.status === 'ready' || this.status === 'rejected'
  }

  markProcessing(trx: TransactionClientContract) {
    return this.#move(['pending', 'failed'], { status: 'processing' }, trx)
  }

  markReady(proof: Proof, trx: TransactionClientContract) {
    const { sha256, etag, contentType, kind, width, height, meta, placeholder } = proof
    const facts = { sha256, etag, contentType, kind, width, height, meta, placeholder }
    return this.#move(['processing'], { status: 'ready', ...facts }, trx)
  }

  markFailed(error: AssetError, trx: TransactionClientContract) {
    return this.#move(['processing'], { status: 'failed', ...columns(error) }, trx)
  }

  markRejected(error: AssetError, trx: TransactionClientContract) {
    return this.#move(['pending', 'processing'], { status: 'rejected', ...columns(error) }, trx)
  }

  async #move(from: AssetStatus[], to: Partial<ModelAttributes<Asset>>, trx: TransactionClientContract) {
    const values = { errorCode: null, errorMessage: null, ...to, updatedAt: DateTime.utc() }
    const moved = await Asset.query({ client: trx })
      .where('id', this.id)
      .whereIn('status', from)
      .update(values)
    if (Number(moved) !== 1) return false
    Object.assign(this, values)
    this.$hydrateOriginals()
    return true
  }
}

function columns({ code, message }: AssetError) {
  return { errorCode: code, errorMessage: message.slice(0, 500) }
}
