import { DateTime } from 'luxon'
import { compose } from '@adonisjs/core/helpers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { DeletionSchema } from '#database/schema'
import { Identified } from '#models/mixins/identified'
import Asset from '#models/asset'
import { processingSeconds } from '#config/queue'

/** Objects below a prefix that must go, whatever became of the row that owned them. */
export default class Deletion extends compose(DeletionSchema, Identified) {
  /**
   * Everything of one asset. It is watched until its url has expired, with time for a slow last
   * PUT, and until a worker that had begun on it cannot write any more.
   */
  static ofAsset({ id, multipartId, uploadExpiresAt }: Asset, trx: TransactionClientContract) {
    // Parts cannot arrive any more once their upload is aborted.
    const lastPut = multipartId ? DateTime.utc() : uploadExpiresAt.plus({ hours: 1 })
    const lastVariant = DateTime.utc().plus({ seconds: processingSeconds })
    const watchUntil = DateTime.max(lastPut, lastVariant)
    return Deletion.create({ prefix: Asset.prefix(id), multipartId, watchUntil }, { client: trx })
  }
}
