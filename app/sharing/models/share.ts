import { v7 } from 'uuid'
import { compose } from '@adonisjs/core/helpers'
import db from '@adonisjs/lucid/services/db'
import type { ModelAttributes } from '@adonisjs/lucid/types/model'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { ShareSchema } from '#database/schema'
import type { Owner } from '#app/accounts/auth/access'
import { DerivedSecrets } from '#app/accounts/auth/derived_secrets'
import { Identified } from '#app/persistence/identified'
import { Paged } from '#app/persistence/paged'

/** What an owner sets. What is null does not limit. */
export type ShareTerms = Pick<
  ModelAttributes<Share>,
  'title' | 'password' | 'expiresAt' | 'maxDownloads' | 'originals' | 'location'
>

const secrets = new DerivedSecrets('share')

/** The version of every secret: that of a share does not change. */
const VERSION = 1

/** A URL that shows some of its owner's assets, or an album, to whoever knows it. */
export default class Share extends compose(ShareSchema, Identified, Paged) {
  /** Somebody else's looks like one that does not exist. */
  static ownedBy(owner: Owner, id: string) {
    return Share.query().where({ id, user_id: owner.id }).firstOrFail()
  }

  static async open(
    values: ShareTerms & { userId: string; albumId: string | null },
    trx: TransactionClientContract
  ) {
    const id = v7()
    const { hash: secretHash, keyId: secretKeyId } = secrets.derive(id, VERSION)
    const share = await Share.create({ ...values, id, secretHash, secretKeyId }, { client: trx })
    // With what the database set.
    return share.refresh()
  }

  /** Sets what its owner changed, beside the counters. */
  async change(terms: Partial<ShareTerms>, trx: TransactionClientContract) {
    await Object.assign(this, terms).useTransaction(trx).save()
  }

  /** Ends the share at once, on every node. False if it had ended before. */
  async revoke(trx: TransactionClientContract) {
    const revoked = await trx.from('shares').where('id', this.id).delete()
    return Number(revoked) === 1
  }

  /**
   * Counts downloads, all of them or none. False if the share has ended or has fewer left, however
   * many ask at once.
   */
  static async countDownloads(id: string, downloads: number) {
    const { rowCount } = await db.rawQuery(COUNT_DOWNLOADS, { id, downloads })
    return rowCount === 1
  }

  /** Counts that somebody opened the share. */
  static async countView(id: string) {
    await db.from('shares').where({ id }).increment('views', 1)
  }

  /** Null once the key that derived it has left `APP_KEY`. */
  get secret() {
    return secrets.reveal({ id: this.id, version: VERSION, keyId: this.secretKeyId })
  }
}

const COUNT_DOWNLOADS = `
  update shares set downloads = downloads + :downloads
  where id = :id and (max_downloads is null or downloads + :downloads <= max_downloads)
    and (expires_at is null or expires_at > now())`
