import { DateTime } from 'luxon'
import { compose } from '@adonisjs/core/helpers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { GrantSchema } from '#database/schema'
import { Identified } from '#app/persistence/identified'
import { announce } from '#app/persistence/announcements/announce'
import { makeToken } from '#app/accounts/auth/token'

/** What may be sent with a grant: bytes, and content types. What is undefined is not limited. */
export interface GrantRules {
  maxAssets?: number
  maxBytes?: number
  maxFileSize?: number
  allowedTypes?: string[]
}

export interface NewGrant extends GrantRules {
  userId: string
  /** Given to each asset that is sent, where it stands above the sender's own. */
  metadata?: Record<string, unknown>
  /** In seconds. */
  expiresIn: number
}

/** A secret by which a stranger sends files on its owner's behalf, within its rules. */
export default class Grant extends compose(GrantSchema, Identified) {
  /** Creates a grant; `token` is shown here only. */
  static async open({ expiresIn, ...values }: NewGrant) {
    const { value: token, hash } = makeToken('mi_grant')
    const expiresAt = DateTime.utc().plus({ seconds: expiresIn })
    return { grant: await Grant.create({ ...values, hash, expiresAt }), token }
  }

  static ownedBy(userId: string) {
    return Grant.query().where({ userId })
  }

  /** The user's grants that have not expired. */
  static liveOf(userId: string) {
    return Grant.ownedBy(userId).whereRaw('expires_at > now()')
  }

  /** Ends the grant at once. False if it had ended before, or is somebody else's. */
  static async revoke(id: string, userId: string) {
    const revoked = await Grant.ownedBy(userId).where({ id }).delete()
    // What listens with the grant looks whether it is still valid.
    announce(userId)
    return Number(revoked) === 1
  }

  /** Gives an asset's place back, so that another may be sent in its stead. */
  static async release(
    { grantId, size }: { grantId: string | null; size: number },
    trx: TransactionClientContract
  ) {
    if (!grantId) return
    await trx
      .from('grants')
      .where('id', grantId)
      .update({
        used_assets: trx.raw('used_assets - 1'),
        used_bytes: trx.raw('used_bytes - ?', [size]),
      })
  }
}
