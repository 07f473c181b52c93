import { DatabaseError } from 'pg'
import db from '@adonisjs/lucid/services/db'
import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { AssetSchema } from '#database/schema'
import { ExternalIdReused } from '#app/assets/errors'
import { announce } from '#app/persistence/announcements/announce'

const UNIQUE_VIOLATION = '23505'

/** Only these are worth keeping in the trash: the others hold no file, or one at fault. */
export const TRASHED_STATUSES = ['ready', 'failed']

/** An asset in the trash is in no answer but the trash's own; its row and objects stay. */
export function Trashable<Model extends NormalizeConstructor<typeof AssetSchema>>(model: Model) {
  class TrashableModel extends model {
    /** Moves the asset to the trash. False if it is there, gone, or not to be kept. */
    async trash(trx: TransactionClientContract) {
      const trashed = await trx
        .from('assets')
        .where('id', this.id)
        .whereIn('status', TRASHED_STATUSES)
        .whereNull('trashed_at')
        .update({ trashed_at: db.raw('now()'), updated_at: db.raw('now()') })
      return this.#moved(Number(trashed), trx)
    }

    /**
     * Takes the asset out of the trash. False if it is not there. Throws `ExternalIdReused` if
     * another asset has its external id by now.
     */
    async restore() {
      try {
        const restored = await db
          .from('assets')
          .where('id', this.id)
          .whereNotNull('trashed_at')
          .update({ trashed_at: null, kept_since: db.raw('now()'), updated_at: db.raw('now()') })
        return this.#moved(Number(restored))
      } catch (error) {
        const isTaken = error instanceof DatabaseError && error.code === UNIQUE_VIOLATION
        throw isTaken ? new ExternalIdReused(undefined, { cause: error }) : error
      }
    }

    #moved(rows: number, trx?: TransactionClientContract) {
      if (rows !== 1) return false
      announce(this.userId, trx)
      return true
    }
  }
  return TrashableModel
}
