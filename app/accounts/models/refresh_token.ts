import { compose } from '@adonisjs/core/helpers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { RefreshTokenSchema } from '#database/schema'
import { Identified } from '#app/persistence/identified'
import { lifetimes } from '#config/sessions'

/**
 * The digest of a token that is exchanged once for a new pair; one link of its session's chain.
 * All times are told by the database, for nodes may disagree by more than the leeway.
 */
export default class RefreshToken extends compose(RefreshTokenSchema, Identified) {
  /** The token where it had been used so long before this moment that no two tabs can have raced. */
  static findReused(hash: Buffer, askedAt: Date, trx: TransactionClientContract) {
    return RefreshToken.query({ client: trx })
      .where('hash', hash)
      .whereRaw('used_at < ?::timestamptz - make_interval(secs => ?)', [
        askedAt,
        lifetimes.reuseLeeway,
      ])
      .first()
  }
}
