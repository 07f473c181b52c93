import { compose } from '@adonisjs/core/helpers'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { ArchiveSchema } from '#database/schema'
import { Identified } from '#app/persistence/identified'

/** How many archives of an account, and of a share, can be downloaded at a time. */
const MAX_LIVE = { ofAccount: 20, ofShare: 200 }

/** What a complete archive knows besides. */
export interface Sizes {
  fileCount: number
  size: number
  manifestCrc: number
  settings: string | null
}

/** A ZIP archive that is made while it is downloaded: what it consists of is in its pages. */
export default class Archive extends compose(ArchiveSchema, Identified) {
  /** Whose pages are all written, and that has neither expired nor ended. */
  static complete(id: string) {
    return Archive.query().where({ id }).whereNotNull('size').first()
  }

  /** Ends the archives that were made for a share, and their downloads within moments. */
  static endShare(shareId: string, trx?: TransactionClientContract) {
    return Archive.query({ client: trx }).where({ shareId }).delete()
  }

  /** Deletes what has expired, oldest first. Returns how many went. */
  static async deleteExpired(limit: number) {
    const expired = db
      .from('archives')
      .whereRaw('expires_at < now()')
      .orderBy('expires_at')
      .limit(limit)
      .select('id')
    return Number(await db.from('archives').whereIn('id', expired).delete())
  }

  /** Ends the oldest archives of the same account or share, if there are more than may be live. */
  async endOldest() {
    const { userId, shareId } = this
    const alike = db.from('archives').where({ user_id: userId, share_id: shareId })
    const max = shareId ? MAX_LIVE.ofShare : MAX_LIVE.ofAccount
    const oldest = alike.orderBy('id', 'desc').offset(max).select('id')
    await db.from('archives').whereIn('id', oldest).delete()
  }

  get etag() {
    return `"${this.id}"`
  }

  /** All pages are written. False if it was ended meanwhile. */
  async complete(sizes: Sizes) {
    const completed = await Archive.query().where({ id: this.id }).update(sizes)
    Object.assign(this, sizes)
    this.$hydrateOriginals()
    return Number(completed) === 1
  }
}
