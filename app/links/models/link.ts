import { v7 } from 'uuid'
import { DateTime } from 'luxon'
import { compose } from '@adonisjs/core/helpers'
import db from '@adonisjs/lucid/services/db'
import type { ModelAttributes } from '@adonisjs/lucid/types/model'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { LinkSchema } from '#database/schema'
import { DerivedSecrets } from '#app/accounts/auth/derived_secrets'
import { digestOf } from '#app/accounts/auth/token'
import { isActive } from '#app/accounts/models/active'
import type { Owner } from '#app/accounts/auth/access'
import { LinkClosed, LinkNotFound } from '#app/links/errors'
import { Identified } from '#app/persistence/identified'

export const senderRules = ['hidden', 'optional', 'required'] as const

/** Whether visitors are asked for their name or their email. */
export type SenderRule = (typeof senderRules)[number]

/** What an owner sets. A limit that is null does not limit. */
export type LinkValues = Pick<
  ModelAttributes<Link>,
  | 'title'
  | 'message'
  | 'expiresAt'
  | 'maxAssets'
  | 'maxBytes'
  | 'maxFileSize'
  | 'allowedTypes'
  | 'password'
  | 'senderName'
  | 'senderEmail'
  | 'notify'
  | 'albumId'
  | 'closedAt'
>

const secrets = new DerivedSecrets('upload link')

/** Reserved through the link and not arrived. */
const OPEN = `(
  select json_build_object('assets', count(*), 'bytes', coalesce(sum(size), 0)) from assets
  where assets.link_id = links.id and assets.status = 'pending'
) as open`

/**
 * A URL through which anybody sends files to its owner, within its rules. Each visit is a grant.
 * Uploads take their places in the statement that reserves them; see `reserveGranted`.
 */
export default class Link extends compose(LinkSchema, Identified) {
  declare senderName: SenderRule
  declare senderEmail: SenderRule

  static ofOwner(userId: string) {
    return Link.query().where({ userId }).select('links.*').select(db.raw(OPEN))
  }

  /** Somebody else's looks like one that does not exist. */
  static ownedBy({ id: userId }: Pick<Owner, 'id'>, id: string) {
    return Link.ofOwner(userId).where({ id }).firstOrFail()
  }

  /** The link with this secret. Throws `LinkNotFound` unless there is one, of an active account. */
  static async findBySecret(secret: string) {
    const link = await Link.query()
      .join('users', 'users.id', 'links.user_id')
      .where('links.hash', digestOf(secret))
      .whereRaw(isActive())
      .select('links.*', 'users.full_name as owner_name')
      .first()
    if (!link) throw new LinkNotFound()
    return link
  }

  /** Whether the link has not been revoked. */
  static async exists(id: string) {
    return Boolean(await db.from('links').where({ id }).select('id').first())
  }

  static async open(
    { userId, ...values }: LinkValues & { userId: string },
    trx: TransactionClientContract
  ) {
    const id = v7()
    const { hash, keyId } = secrets.derive(id, 1)
    return Link.create({ ...values, id, userId, hash, keyId, version: 1 }, { client: trx })
  }

  /** Sets what its owner changed, beside the counters. */
  static async change(id: string, values: Partial<LinkValues>, trx: TransactionClientContract) {
    await Link.query({ client: trx }).where({ id }).update(values)
  }

  /** Replaces the secret and ends all visits of the old one. False if the link is gone. */
  static async rotate(id: string, version: number, trx: TransactionClientContract) {
    const { hash, keyId } = secrets.derive(id, version + 1)
    const rotated = await Link.query({ client: trx })
      .where({ id, version })
      .update({ hash, keyId, version: version + 1 })
    if (Number(rotated) !== 1) return false
    await trx.from('grants').where('link_id', id).delete()
    return true
  }

  /** Deletes the link with its visits. False if it is gone. */
  static async revoke(id: string, trx: TransactionClientContract) {
    // Looked at next, and erased. Assets are locked before their link, as everywhere.
    await trx
      .from('assets')
      .where({ link_id: id, status: 'pending' })
      .update({ next_look_at: db.raw('now()') })
    const revoked = await trx.from('links').where({ id }).delete()
    return Number(revoked) === 1
  }

  /** Holds the link as it is until the transaction ends. False if it has changed its secret or ended. */
  static async hold({ id, version }: Link, trx: TransactionClientContract) {
    const { rows } = await trx.rawQuery(
      `select id from links where id = ? and version = ? and closed_at is null
       and (expires_at is null or expires_at > now()) for key share`,
      [id, version]
    )
    return rows.length === 1
  }

  /** The secret in its URL; null once the key that derived it has left `APP_KEY`. */
  get secret() {
    return secrets.reveal(this)
  }

  /** Throws `LinkClosed` if nobody can send any more. */
  ensureOpen() {
    const isExpired = this.expiresAt !== null && this.expiresAt <= DateTime.utc()
    if (this.closedAt || isExpired) throw new LinkClosed()
  }

  /** How much may still be sent: null where there is no limit. */
  get remaining() {
    const { maxAssets, maxBytes, usedAssets, usedBytes } = this
    return {
      assets: maxAssets === null ? null : Math.max(0, maxAssets - usedAssets),
      bytes: maxBytes === null ? null : Math.max(0, maxBytes - usedBytes),
    }
  }

  /** What arrived and was kept. */
  get received() {
    const { assets = 0, bytes = 0 } = this.$extras.open ?? {}
    return { assets: this.usedAssets - assets, bytes: this.usedBytes - bytes }
  }
}
