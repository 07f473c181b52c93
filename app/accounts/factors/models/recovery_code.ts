import { randomBytes } from 'node:crypto'
import { Secret } from 'otpauth'
import { compose } from '@adonisjs/core/helpers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { RecoveryCodeSchema } from '#database/schema'
import { Identified } from '#app/persistence/identified'
import { digestOf } from '#app/accounts/auth/token'

const COUNT = 10

/** A code for when the second factor is lost. It works once; only its digest is kept. */
export default class RecoveryCode extends compose(RecoveryCodeSchema, Identified) {
  /** Replaces the user's codes, and returns the new ones, which are shown here only. */
  static async renew(userId: string, trx: TransactionClientContract) {
    await RecoveryCode.forget(userId, trx)
    const codes = Array.from({ length: COUNT }, newCode)
    const rows = codes.map((code) => ({ userId, hash: digestOf(normalize(code)) }))
    await RecoveryCode.createMany(rows, { client: trx })
    return codes
  }

  /** Uses a code up. False if it is wrong or was used: of several at once one wins. */
  static async use(userId: string, code: string) {
    const used = await RecoveryCode.query()
      .where({ userId, hash: digestOf(normalize(code)) })
      .delete()
    return Number(used) === 1
  }

  /** How many of the user's codes are left. */
  static async countLeft(userId: string) {
    const rows = await RecoveryCode.query().where({ userId }).select('id')
    return rows.length
  }

  static async forget(userId: string, trx: TransactionClientContract) {
    await RecoveryCode.query({ client: trx }).where({ userId }).delete()
  }
}

/** 120 random bits, too many for anybody to guess their digest, as six groups of four. */
function newCode() {
  const { base32 } = new Secret({ buffer: new Uint8Array(randomBytes(15)).buffer })
  return base32.match(/.{4}/g)!.join('-')
}

function normalize(code: string) {
  return code.toUpperCase().replace(/[^A-Z2-7]/g, '')
}
