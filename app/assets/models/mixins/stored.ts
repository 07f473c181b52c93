import { createHash } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import { assetPrefix, originalKey } from '#app/assets/object_keys'
import type { AssetSchema } from '#database/schema'

/** Where everything of an asset lies in the store, and in which parts its original gets there. */
export function Stored<Model extends NormalizeConstructor<typeof AssetSchema>>(model: Model) {
  class StoredModel extends model {
    static prefix = assetPrefix
    static originalKey = originalKey

    /** The id of the asset whose original has this key; undefined for any other key. */
    static idOfOriginal(key: string) {
      return /^assets\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/original$/.exec(key)?.[1]
    }

    /** The same original, recipe and encoder always give the same key: a repeated run writes no other. */
    static variantKey(
      id: string,
      sha256: string,
      { name, recipe }: { name: string; recipe: string }
    ) {
      const digest = createHash('sha256').update(`${sha256} ${recipe}`).digest('hex').slice(0, 32)
      return `${StoredModel.prefix(id)}${name}-${digest}`
    }

    /** Notes the CRC-32 of a verified original, unless it is known. */
    static async noteCrc(id: string, crc32: number) {
      await db.from('assets').where({ id }).whereNull('crc_32').update({ crc_32: crc32 })
    }

    get originalKey() {
      return StoredModel.originalKey(this.id)
    }

    /** How many parts the file comes in; 0 where it comes whole. */
    get partCount() {
      return this.partSize ? Math.ceil(this.size / this.partSize) : 0
    }

    /** Bytes of a part, from 1 on: all have the part size but the last, which has the rest. */
    sizeOfPart(partNumber: number) {
      const before = (partNumber - 1) * this.partSize!
      return Math.min(this.partSize!, this.size - before)
    }
  }
  return StoredModel
}
