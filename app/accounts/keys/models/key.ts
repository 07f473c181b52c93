import { DateTime } from 'luxon'
import { compose } from '@adonisjs/core/helpers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { KeySchema } from '#database/schema'
import { Identified } from '#app/persistence/identified'
import type { Scope } from '#app/accounts/keys/scopes'
import { announce } from '#app/persistence/announcements/announce'
import { makeToken } from '#app/accounts/auth/token'

export interface NewKey {
  userId: string
  name: string
  scopes: Scope[]
  /** In seconds; undefined for ever. */
  expiresIn?: number
}

/** A secret by which a program acts for its owner, within its scopes. */
export default class Key extends compose(KeySchema, Identified) {
  declare scopes: Scope[]

  /** Creates a key; `value` is shown here only. */
  static async open({ expiresIn, ...values }: NewKey, trx: TransactionClientContract) {
    const { value, hash } = makeToken('mi_key')
    const expiresAt = expiresIn ? DateTime.utc().plus({ seconds: expiresIn }) : null
    const key = await Key.create({ ...values, hash, expiresAt, lastUsedAt: null }, { client: trx })
    return { key, value }
  }

  static ownedBy(userId: string, client?: TransactionClientContract) {
    return Key.query({ client }).where({ userId })
  }

  /** Ends the key at once. False if it had ended before, or is somebody else's. */
  static async revoke(id: string, userId: string, trx: TransactionClientContract) {
    const revoked = await Key.ownedBy(userId, trx).where({ id }).delete()
    // What listens with the key looks whether it is still valid.
    announce(userId, trx)
    return Number(revoked) === 1
  }
}
