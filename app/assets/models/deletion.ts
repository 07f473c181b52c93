import { DateTime } from 'luxon'
import { compose } from '@adonisjs/core/helpers'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { DeletionSchema } from '#database/schema'
import { Identified } from '#app/persistence/identified'
import Asset from '#app/assets/models/asset'
import { releaseUsage } from '#app/accounts/models/usage'
import { processingSeconds } from '#config/queue'

/** Objects below a prefix that must go, whatever became of the row that owned them. */
export default class Deletion extends compose(DeletionSchema, Identified) {
  /**
   * Everything of one asset. It is watched until its url or the joining of its parts has ended,
   * with time for a slow last PUT, and until a run that was at it cannot write any more. Its owner's
   * quota holds `heldBytes` until the objects are gone.
   */
  static ofAsset(
    { id, userId, multipartId, uploadExpiresAt, status }: Asset,
    trx?: TransactionClientContract,
    { isAtWork = status === 'processing', heldBytes = 0 } = {}
  ) {
    const now = DateTime.utc()
    const lastPut = (multipartId ? now : uploadExpiresAt).plus({ hours: 1 })
    const lastVariant = now.plus({ seconds: isAtWork ? processingSeconds : 0 })
    const watchUntil = DateTime.max(lastPut, lastVariant)
    const room = heldBytes > 0 ? { userId, heldBytes } : {}
    const values = { prefix: Asset.prefix(id), multipartId, watchUntil, ...room }
    return Deletion.create(values, { client: trx })
  }

  /**
   * Keeps the objects of an asset after all. Returns the bytes that its owner's quota still holds
   * for them.
   */
  static async cancel(assetId: string, trx: TransactionClientContract) {
    const rows: { held_bytes: string | number }[] = await trx
      .from('deletions')
      .where('prefix', Asset.prefix(assetId))
      .returning('held_bytes')
      .delete()
    return rows.reduce((sum, row) => sum + Number(row.held_bytes), 0)
  }

  static due(limit: number) {
    return Deletion.query().whereRaw('run_at <= now()').orderBy(['run_at', 'id']).limit(limit)
  }

  /** Gives its owner the room back, once: the objects are gone. */
  async releaseRoom() {
    const { id, userId, heldBytes: bytes } = this
    if (bytes === 0 || !userId) return
    await db.transaction(async (trx) => {
      const released = await trx
        .from('deletions')
        .where({ id })
        .where('held_bytes', '>', 0)
        .update({ held_bytes: 0 })
      if (Number(released) === 1) await releaseUsage(userId, { bytes, assets: 0 }, trx)
    })
  }

  /** Ends the watch where its time is over; else looks again, each pause as long as all before. */
  async endOrLookAgain() {
    const ended = await Deletion.query()
      .where('id', this.id)
      .whereRaw('watch_until <= now()')
      .delete()
    if (Number(ended) === 1) return
    const pause = `greatest(now() - created_at, interval '5 seconds')`
    await Deletion.query()
      .where('id', this.id)
      .update({
        runAt: db.raw(`least(watch_until, now() + ${pause})`),
        attempts: 0,
        lastError: null,
      })
  }

  /** Tries again later, each pause twice the one before, ten minutes at most. */
  postpone(reason: string) {
    return Deletion.query()
      .where('id', this.id)
      .update({
        runAt: db.raw(`now() + least(power(2, attempts), 600) * interval '1 second'`),
        attempts: db.raw('attempts + 1'),
        lastError: reason,
      })
  }
}
