import { v7 } from 'uuid'
import { BaseModel, beforeCreate } from '@adonisjs/lucid/orm'
import type { LucidRow } from '@adonisjs/lucid/types/model'
import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'

/**
 * A model whose id is a UUIDv7 (RFC 9562), made by the application: ids sort by creation time,
 * and a row's id is known before the row exists.
 */
export function Identified<Model extends NormalizeConstructor<typeof BaseModel>>(model: Model) {
  class IdentifiedModel extends model {
    static selfAssignPrimaryKey = true

    @beforeCreate()
    static assignId(row: LucidRow & { id?: string }) {
      row.id ??= v7()
    }
  }
  return IdentifiedModel
}
