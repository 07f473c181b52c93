import type { BaseModel } from '@adonisjs/lucid/orm'
import type { LucidModel, LucidRow } from '@adonisjs/lucid/types/model'
import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'

/** A page of a list: how many, where it begins, and which columns must have which values. */
export interface Page {
  limit: number
  cursor?: string
  [column: string]: string | number | undefined
}

/** A model that is listed newest first by its id, each page from where the one before ended. */
export function Paged<Model extends NormalizeConstructor<typeof BaseModel>>(model: Model) {
  class PagedModel extends model {
    static async page<Self extends LucidModel>(this: Self, { limit, cursor, ...filters }: Page) {
      const query = this.query()
        .orderBy('id', 'desc')
        .limit(limit + 1)
      for (const [column, value] of Object.entries(filters)) {
        if (value !== undefined) query.where(column, value)
      }
      if (cursor) query.where('id', '<', cursor)
      const found = await query
      const rows = found.slice(0, limit)
      const last = rows.at(-1) as (LucidRow & { id: string }) | undefined
      return { rows, nextCursor: found.length > limit ? last!.id : null }
    }
  }
  return PagedModel
}
