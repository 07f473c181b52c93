import { preparedRows } from '#app/persistence/prepared_rows'
import { announce } from '#app/persistence/announcements/announce'
import type { AcceptedFile } from '#app/uploads/actions/accept_file'
import { type AssetFields, assetSelection } from '#app/assets/fields'
import { plainTypes } from '#app/persistence/plain_types'
import { reached } from '#app/observability/tracing/checkpoints'
import { currentTraceparent } from '#app/observability/tracing/work'
import { QuotaExceeded } from '#app/uploads/errors'
import { lookEverySeconds } from '#config/sweep'
import { defaultQuota } from '#config/uploads'

export interface Reservation {
  id: string
  userId: string
  file: AcceptedFile
  expiresAt: Date
  /** Bytes a part, where the file comes in parts. */
  partSize?: number
}

/**
 * Writes the row of an upload before its bytes, with room for it in the owner's quota; throws
 * `QuotaExceeded` where there is none. One statement does both: it holds the owner's row for as
 * short as can be, and any number of uploads at once cannot pass the quota together.
 */
export async function reserveUpload({ id, userId, file, expiresAt, partSize }: Reservation) {
  const [asset] = await preparedRows<AssetFields>({
    name: 'reserve_upload',
    text,
    types: plainTypes,
    values: [
      userId,
      file.size,
      defaultQuota.bytes,
      defaultQuota.assets,
      id,
      file.filename,
      file.contentType,
      file.kind,
      file.sha256,
      file.withholdGps,
      partSize,
      expiresAt,
      lookEverySeconds,
      currentTraceparent(),
    ],
  })
  if (!asset) throw new QuotaExceeded()
  reached('presign.committed', id)
  announce(userId)
  return asset
}

const text = `
  with room as (
    update users set used_bytes = used_bytes + $2, used_assets = used_assets + 1
    where id = $1
      and used_bytes + $2 <= coalesce(quota_bytes, $3)
      and used_assets + 1 <= coalesce(quota_assets, $4)
    returning id
  )
  insert into assets (id, user_id, size, filename, content_type, kind, declared_sha_256,
    withhold_gps, part_size, upload_expires_at, next_look_at, traceparent)
  select $5, id, $2, $6, $7, $8, $9, $10, $11, $12, now() + make_interval(secs => $13), $14
  from room
  returning ${assetSelection}
`
