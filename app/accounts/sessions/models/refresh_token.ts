import { compose } from '@adonisjs/core/helpers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { RefreshTokenSchema } from '#database/schema'
import { Identified } from '#app/persistence/identified'
import { preparedRows } from '#app/persistence/prepared_rows'
import { lifetimes } from '#config/sessions'

/**
 * The digest of a token that is exchanged once for a new pair; one link of its session's chain.
 * The database's clock decides, because nodes may disagree by more than the leeway.
 */
export default class RefreshToken extends compose(RefreshTokenSchema, Identified) {
  /** The session that a token with this digest belongs to, used or not. */
  static async findSession(hash: Buffer): Promise<string | undefined> {
    const [row] = await preparedRows<{ session_id: string }>({
      name: 'find_session_of_refresh_token',
      text: 'select session_id from refresh_tokens where hash = $1',
      values: [hash],
    })
    return row?.session_id
  }

  /** The token if it had been used so long before this moment that no two tabs can have raced. */
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
