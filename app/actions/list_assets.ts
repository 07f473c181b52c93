import db from '@adonisjs/lucid/services/db'
import type { AssetFields } from '#transformers/asset_transformer'

export interface AssetsPage {
  userId: string
  limit: number
  cursor?: string
  status?: string
  kind?: string
  /** Base64 of the digest that was proved. */
  sha256?: string
}

/**
 * A page of an owner's assets, newest first, with their variants, in one query that reads one
 * index backwards: it costs the same on any page of any number of rows. Plain rows, for hydrating
 * models takes longer than the query.
 */
export class ListAssets {
  async handle({ userId, limit, cursor, status, kind, sha256 }: AssetsPage) {
    const rows: AssetFields[] = await db
      .from('assets')
      .where('user_id', userId)
      .if(status, (query) => query.where('status', status!))
      .if(kind, (query) => query.where('kind', kind!))
      .if(sha256, (query) => query.where('sha_256', sha256!))
      .if(cursor, (query) => query.where('id', '<', cursor!))
      .orderBy('id', 'desc')
      // One more than asked for tells whether there is another page.
      .limit(limit + 1)
      .select(assetColumns)
      .select(db.raw(assetVariants))
    const hasMore = rows.length > limit
    const assets = hasMore ? rows.slice(0, limit) : rows
    return { assets, nextCursor: hasMore ? assets.at(-1)!.id : null }
  }
}

/** What an answer needs of an asset, for queries that give plain rows. */
export const assetColumns = {
  id: 'assets.id',
  filename: 'assets.filename',
  contentType: 'assets.content_type',
  size: 'assets.size',
  sha256: 'assets.sha_256',
  status: 'assets.status',
  kind: 'assets.kind',
  width: 'assets.width',
  height: 'assets.height',
  meta: 'assets.meta',
  placeholder: 'assets.placeholder',
  errorCode: 'assets.error_code',
  errorMessage: 'assets.error_message',
  createdAt: 'assets.created_at',
  updatedAt: 'assets.updated_at',
}

/** The same of its variants: an expression for such a query. */
export const assetVariants = `coalesce((
  select json_agg(json_build_object(
    'name', name, 'objectKey', object_key, 'contentType', content_type
  )) from variants where asset_id = assets.id
), '[]'::json) as variants`
