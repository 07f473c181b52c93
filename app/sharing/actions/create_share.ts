import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { hashPassword } from '#app/accounts/auth/passwords'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import { NotFound } from '#app/http/exceptions/errors'
import Share, { type ShareTerms } from '#app/sharing/models/share'
import { auditedTerms } from '#app/sharing/audited_terms'

interface NewShare extends ShareTerms {
  userId: string
  /** Either of the two. */
  ids?: string[]
  albumId?: string
}

/**
 * Shares assets or an album. Throws `NotFound` for an album or assets that are not the owner's, or
 * in the trash.
 */
export class CreateShare {
  async handle({ ids, albumId, ...values }: NewShare, origin: RequestContext) {
    const password = values.password ? await hashPassword(values.password) : null
    return db.transaction(async (trx) => {
      if (albumId) await this.#ensureAlbum(albumId, values.userId, trx)
      const share = await Share.open({ ...values, password, albumId: albumId ?? null }, trx)
      if (ids) await this.#addAssets(share, ids, trx)
      const details = { ...auditedTerms(share), albumId: share.albumId, assets: ids?.length }
      await AuditLog.record('share.created', share.id, origin, trx, details)
      return share
    })
  }

  async #ensureAlbum(id: string, userId: string, trx: TransactionClientContract) {
    const album = await trx.from('albums').where({ id, user_id: userId }).select('id').first()
    if (!album) throw new NotFound('There is no such album.')
  }

  async #addAssets(share: Share, ids: string[], trx: TransactionClientContract) {
    const { rowCount } = await trx.rawQuery(ADD_ASSETS, { id: share.id, owner: share.userId, ids })
    if (rowCount !== ids.length) throw new NotFound('Some of these assets do not exist.')
  }
}

// Held, so that none is erased meanwhile; in the order of their ids, as everywhere.
const ADD_ASSETS = `
  with held as (
    select id from assets where user_id = :owner and id = any(:ids::uuid[]) and trashed_at is null
    order by id for key share
  )
  insert into share_assets (share_id, asset_id) select :id, id from held`
