import type { BaseModel } from '@adonisjs/lucid/orm'
import type { LucidModel, ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'
import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'

/** A page of a list: how many, where it begins, and which columns must have which values. */
export interface Page {
  limit: number
  cursor?: string
  [column: string]: string | number | undefined
}

/** The page of what the query finds, newest first by id, and the cursor of the next one. */
export async function pageOf<Model extends LucidModel>(
  query: ModelQueryBuilderContract<Model>,
  { limit, cursor }: Pick<Page, 'limit' | 'cursor'>
) {
  if (cursor) query.where('id', '<', cursor)
  // One more than requested shows whether there is another page.
  const found = await query.orderBy('id', 'desc').limit(limit + 1)
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return { rows, nextCursor: found.length > limit ? (last!.$primaryKeyValue as string) : null }
}

/** A model that is listed newest first by its id, each page from where the one before ended. */
export function Paged<Model extends NormalizeConstructor<typeof BaseModel>>(model: Model) {
  class PagedModel extends model {
    static async page<Self extends LucidModel>(this: Self, { limit, cursor, ...filters }: Page) {
      const query = this.query()
      for (const [column, value] of Object.entries(filters)) {
        if (value !== undefined) query.where(column, value)
      }
      return pageOf(query, { limit, cursor })
    }
  }
  return PagedModel
}
