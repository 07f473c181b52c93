import db from '@adonisjs/lucid/services/db'
import AssetTransformer from '#app/assets/transformers/asset_transformer'
import { AssetNotReady } from '#app/assets/errors'
import { type AssetFields, assetSelection } from '#app/assets/fields'
import { HOLDS_FILE } from '#app/assets/models/owned_objects'
import { PAGE_SIZE } from '#app/archives/models/archive_page'
import { NotFound } from '#app/http/exceptions/errors'
import { plainTypes } from '#app/persistence/plain_types'
import { preparedRows } from '#app/persistence/prepared_rows'

/** Which of an owner's originals go into an archive: exactly one of the first three. */
export interface ArchiveSource {
  userId: string
  ids?: string[]
  albumId?: string
  /** With the trash, and what was not verified yet. */
  everything?: boolean
  /** Leaves out originals that hold a location. */
  withoutLocated?: boolean
}

export type SelectedAsset = AssetFields & { albums: string[] }

/**
 * Throws `NotFound` if an asset or the album is not the owner's or is in the trash, `AssetNotReady`
 * if the original of an asset was not verified yet. Returns the album's title.
 */
export async function checkSource({ userId, ids, albumId }: ArchiveSource) {
  if (albumId) {
    const album = await db.from('albums').where({ id: albumId, user_id: userId }).first()
    if (!album) throw new NotFound()
    return album.title as string
  }
  if (ids) {
    const { rows } = await db.rawQuery(COUNT, { userId, ids })
    if (rows[0].found < ids.length) throw new NotFound()
    if (rows[0].verified < ids.length) throw new AssetNotReady()
  }
  return undefined
}

const IS_VERIFIED = `(${HOLDS_FILE} and assets.sha_256 is not null)`

const COUNT = `
  select count(*) as found, count(*) filter (where ${IS_VERIFIED}) as verified from assets
  where user_id = :userId and id = any(:ids::uuid[]) and trashed_at is null`

/** The assets, oldest first, a page at a time. */
export async function* selectAssets(source: ArchiveSource): AsyncGenerator<SelectedAsset[]> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const assets = await nextPage(source, after)
    if (assets.length > 0) yield assets
    if (assets.length < PAGE_SIZE) return
    after = assets.at(-1)!.id
  }
}

function nextPage(
  { userId, ids, albumId, everything, withoutLocated }: ArchiveSource,
  after: string
) {
  const values: unknown[] = [userId, after]
  const place = (value: unknown) => `$${values.push(value)}`
  const conditions = [
    everything ? HOLDS_FILE : `${IS_VERIFIED} and trashed_at is null`,
    ids && `assets.id = any(${place(ids)}::uuid[])`,
    albumId &&
      `assets.id in (select asset_id from album_assets where album_id = ${place(albumId)})`,
    // The facts may leave out a place that the file still holds.
    withoutLocated && `not coalesce(assets.meta ?| array['gps', 'gpsWithheld'], false)`,
  ]
  const text = `
    select ${assetSelection}, array(
      select album_id from album_assets where asset_id = assets.id order by album_id
    ) as albums
    from assets where user_id = $1 and assets.id > $2 and ${conditions.filter(Boolean).join(' and ')}
    order by assets.id limit ${PAGE_SIZE}`
  return preparedRows<SelectedAsset>({ text, values, types: plainTypes })
}

/** When a picture was taken, or else added: by the clock of the place, and in seconds. */
export function timeOf(asset: SelectedAsset) {
  const clock = asset.takenAt?.replace(' ', 'T') ?? String(asset.createdAt)
  const zone = asset.takenAt ? (asset.takenZone ?? 'Z') : ''
  return { clock, time: Math.floor(Date.parse(clock + zone) / 1_000) }
}

/** What strangers may know of an asset. */
const VISIBLE = [
  'id',
  'filename',
  'contentType',
  'kind',
  'size',
  'sha256',
  'width',
  'height',
  'takenAt',
] as const

/** The asset in the manifest, for its owner or for anybody. */
export function describeAsset(asset: SelectedAsset, path: string, { forVisitors = false }): object {
  const { placeholder, ...facts } = new AssetTransformer(asset).facts()
  const { linkId: id, linkTitle: title } = asset
  const link = title ? { id, title } : null
  if (!forVisitors) return { path, ...facts, link, albums: asset.albums }
  return { path, ...Object.fromEntries(VISIBLE.map((name) => [name, facts[name]])) }
}
