import db from '@adonisjs/lucid/services/db'
import { column } from '@adonisjs/lucid/orm'
import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { AssetSchema } from '#database/schema'
import { announce } from '#app/persistence/announcements/announce'
import type { Variant } from '#app/assets/models/variant'

/** The variants of an asset, which its row keeps, sorted by width. */
export function Rendered<Model extends NormalizeConstructor<typeof AssetSchema>>(model: Model) {
  class RenderedModel extends model {
    // pg would write an array as one of PostgreSQL's own.
    @column({ prepare: (variants: Variant[]) => JSON.stringify(variants) })
    declare variants: Variant[]

    /**
     * Adds variants to the row, each in place of the one of its name. Returns the keys that the row
     * no longer names, whose objects may be deleted; null if the asset is gone.
     */
    async addVariants(variants: Variant[], trx?: TransactionClientContract) {
      const names = variants.map(({ name }) => name)
      const values = { id: this.id, names, variants: JSON.stringify(variants) }
      const { rows } = await (trx ?? db).rawQuery(ADD_VARIANTS, values)
      const [row]: { before: Variant[]; after: Variant[] }[] = rows
      if (!row) return null
      announce(this.userId, trx)
      this.variants = row.after
      const named = new Set(row.after.map(({ objectKey }) => objectKey))
      return row.before.map(({ objectKey }) => objectKey).filter((key) => !named.has(key))
    }
  }
  return RenderedModel
}

const ADD_VARIANTS = `
  with held as (
    select id, variants from assets where id = :id for update
  )
  update assets set updated_at = now(), variants = (
    select coalesce(jsonb_agg(variant order by (variant->>'width')::int, variant->>'name'), '[]')
    from (
      select variant from jsonb_array_elements(held.variants) variant
      where not variant->>'name' = any(:names::text[])
      union all
      select variant from jsonb_array_elements(:variants::jsonb) variant
    ) merged
  )
  from held where assets.id = held.id
  returning held.variants as before, assets.variants as after
`
