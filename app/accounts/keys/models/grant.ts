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
  /** Of a visit: the link that it sends through, and who sends. */
  linkId?: string
  senderName?: string | null
  senderEmail?: string | null
  /** Given to each asset that is sent, where it stands above the sender's own. */
  metadata?: Record<string, unknown>
  /** In seconds. */
  expiresIn: number
}

/** What an asset takes of what its grant and its link allow. */
interface Place {
  grantId: string | null
  linkId: string | null
  /** Bytes. */
  size: number
}

/** A secret by which a stranger sends files on its owner's behalf, within its rules. */
export default class Grant extends compose(GrantSchema, Identified) {
  /** Creates a grant; `token` is shown here only. */
  static async open({ expiresIn, ...values }: NewGrant, trx?: TransactionClientContract) {
    const { value: token, hash } = makeToken('mi_grant')
    const expiresAt = DateTime.utc().plus({ seconds: expiresIn })
    const grant = await Grant.create({ ...values, hash, expiresAt }, { client: trx })
    return { grant, token }
  }

  static ownedBy(userId: string, client?: TransactionClientContract) {
    return Grant.query({ client }).where({ userId })
  }

  /** The user's grants that have not expired, visits of links aside. */
  static liveOf(userId: string, client?: TransactionClientContract) {
    return Grant.ownedBy(userId, client).whereNull('link_id').whereRaw('expires_at > now()')
  }

  /** Ends the grant at once. False if it had ended before, or is somebody else's. */
  static async revoke(id: string, userId: string, trx: TransactionClientContract) {
    const revoked = await Grant.ownedBy(userId, trx).where({ id }).delete()
    // What listens with the grant looks whether it is still valid.
    announce(userId, trx)
    return Number(revoked) === 1
  }

  /**
   * Gives an asset's place back to its grant and its link, so that another may be sent instead. The
   * link is locked before the grant, as everywhere.
   */
  static async release({ grantId, linkId, size }: Place, trx: TransactionClientContract) {
    const freed = {
      used_assets: trx.raw('used_assets - 1'),
      used_bytes: trx.raw('used_bytes - ?', [size]),
    }
    if (linkId) await trx.from('links').where('id', linkId).update(freed)
    if (grantId) await trx.from('grants').where('id', grantId).update(freed)
  }
}
