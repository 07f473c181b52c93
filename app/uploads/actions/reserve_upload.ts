import pg from 'pg'
import { preparedRows } from '#app/persistence/prepared_rows'
import { announce } from '#app/persistence/announcements/announce'
import type { Sender } from '#app/accounts/auth/access'
import type { AcceptedFile } from '#app/uploads/actions/accept_file'
import { type AssetFields, assetSelection } from '#app/assets/fields'
import { plainTypes } from '#app/persistence/plain_types'
import { checkpoint } from '#app/observability/tracing/checkpoints'
import { currentTraceparent } from '#app/observability/tracing/work'
import { QuotaExceeded } from '#app/uploads/errors'
import { lookEverySeconds } from '#config/sweep'
import { defaultQuota } from '#config/uploads'

export interface Reservation {
  id: string
  sender: Sender
  file: AcceptedFile
  expiresAt: Date
  /** Bytes a part, where the file comes in parts. */
  partSize?: number
}

/** Another upload holds the external id: it was reserved a moment ago, and can be found now. */
export class ExternalIdHeld extends Error {}

/**
 * Writes the row of an upload before its bytes, with room for it in the owner's quota; throws
 * `QuotaExceeded` if there is none, `ExternalIdHeld` if its external id is in use. One statement
 * does it all: it holds the owner's row as briefly as possible, and no number of uploads at once
 * exceeds the quota together.
 */
export async function reserveUpload(reservation: Reservation) {
  const { id, sender } = reservation
  const [asset] = await insert(reservation)
  if (!asset) throw new QuotaExceeded()
  checkpoint('presign.committed', id)
  announce(sender.userId)
  return asset
}

async function insert({ id, sender, file, expiresAt, partSize }: Reservation) {
  try {
    const values = [
      sender.userId,
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
      file.metadata,
      file.externalId,
      sender.keyId,
    ]
    return await preparedRows<AssetFields>({
      name: 'reserve_upload',
      text,
      types: plainTypes,
      values,
    })
  } catch (error) {
    // The whole statement is undone, the reserved room too.
    throw isHeld(error) ? new ExternalIdHeld(undefined, { cause: error }) : error
  }
}

function isHeld(error: unknown) {
  return error instanceof pg.DatabaseError && error.constraint === 'assets_external_id_unique'
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
    withhold_gps, part_size, upload_expires_at, next_look_at, traceparent, metadata,
    external_id, key_id)
  select $5, id, $2, $6, $7, $8, $9, $10, $11, $12, now() + make_interval(secs => $13), $14,
    $15, $16, $17
  from room
  returning ${assetSelection}
`
