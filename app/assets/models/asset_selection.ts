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

/** The columns alone, as SQL. */
export const assetSelection = Object.entries(assetColumns)
  .map(([name, column]) => `${column} as "${name}"`)
  .join(', ')
