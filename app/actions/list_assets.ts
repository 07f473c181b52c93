import db from '@adonisjs/lucid/services/db'
import type { AssetFields } from '#transformers/asset_transformer'

export interface AssetsPage {
  userId: string
  limit: number
  cursor?: string
  status?: string
  kind?: string
}

/**
 * A page of an owner's assets, newest first, with their variants, in one query that reads one
 * index backwards: it costs the same on any page of any number of rows. Plain rows, for hydrating
 * models takes longer than the query.
 */
export class ListAssets {
  async handle({ userId, limit, cursor, status, kind }: AssetsPage) {
    const rows: AssetFields[] = await db
      .from('assets')
      .where('user_id', userId)
      .if(status, (query) => query.where('status', status!))
      .if(kind, (query) => query.where('kind', kind!))
      .if(cursor, (query) => query.where('id', '<', cursor!))
      .orderBy('id', 'desc')
      // One more than asked for tells whether there is another page.
      .limit(limit + 1)
      .select(COLUMNS)
      .select(db.raw(VARIANTS))
    const hasMore = rows.length > limit
    const assets = hasMore ? rows.slice(0, limit) : rows
    return { assets, nextCursor: hasMore ? assets.at(-1)!.id : null }
  }
}

const COLUMNS = {
  id: 'id',
  filename: 'filename',
  contentType: 'content_type',
  size: 'size',
  sha256: 'sha_256',
  status: 'status',
  kind: 'kind',
  width: 'width',
  height: 'height',
  meta: 'meta',
  placeholder: 'placeholder',
  errorCode: 'error_code',
  errorMessage: 'error_message',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
}

const VARIANTS = `coalesce((
  select json_agg(json_build_object(
    'name', name, 'objectKey', object_key, 'contentType', content_type
  )) from variants where asset_id = assets.id
), '[]'::json) as variants`
