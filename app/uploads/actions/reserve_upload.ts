import pg from 'pg'
import { preparedRows } from '#app/persistence/prepared_rows'
import { announce } from '#app/persistence/announcements/announce'
import type { Sender } from '#app/accounts/auth/access'
import type { AcceptedFile } from '#app/uploads/actions/accept_file'
import { type AssetFields, assetSelection } from '#app/assets/fields'
import { plainTypes } from '#app/persistence/plain_types'
import { checkpoint } from '#app/observability/tracing/checkpoints'
import { currentTraceparent } from '#app/observability/tracing/work'
import { reserveGranted } from '#app/uploads/actions/reserve_granted_upload'
import { LinkClosed } from '#app/links/errors'
import { GrantExceeded, QuotaExceeded, TooManyUploads } from '#app/uploads/errors'
import { UnauthorizedAccess } from '#app/http/exceptions/errors'
import { lookEverySeconds } from '#config/sweep'
import { defaultQuota, openUploads } from '#config/uploads'

export interface Reservation {
  id: string
  sender: Sender
  file: AcceptedFile
  expiresAt: Date
  /** Bytes a part, where the file comes in parts. */
  partSize?: number
}

/** Of an upload with a grant; without one, there is a row or no room. */
type Verdict = 'ok' | 'closed' | 'ended' | 'link' | 'grant' | 'quota'

const OVER_LINK =
  'This file would exceed what the link accepts: its number of files, bytes, or types of files.'

/** Another upload holds the external id: it was reserved a moment ago, and can be found now. */
export class ExternalIdHeld extends Error {}

/**
 * Writes the row of an upload before its bytes, with room for it in the owner's quota; throws
 * `QuotaExceeded` if there is none, `TooManyUploads` if too many are open, `GrantExceeded` if the
 * rules of its grant do not allow it, `LinkClosed` if its link has ended, `UnauthorizedAccess` if the
 * grant has, `ExternalIdHeld` if its external id is in use. One
 * statement does it all: it holds the owner's row as briefly as possible, and no number of uploads
 * at once exceeds the quota together.
 */
export async function reserveUpload(reservation: Reservation) {
  const { id, sender } = reservation
  const [row] = await insert(reservation)
  const { verdict, ...asset } = row ?? { verdict: 'quota' }
  if (verdict === 'quota') throw await whyNoRoom(sender.userId)
  if (verdict === 'grant') throw new GrantExceeded()
  if (verdict === 'link') throw new GrantExceeded(OVER_LINK)
  if (verdict === 'ended') throw new LinkClosed()
  if (verdict === 'closed') throw new UnauthorizedAccess()
  checkpoint('presign.committed', id)
  announce(sender.userId)
  return asset as AssetFields
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
    const statement = sender.grantId
      ? {
          name: 'reserve_granted',
          text: reserveGranted,
          values: [...values, sender.grantId, sender.linkId ?? null],
        }
      : { name: 'reserve_upload', text, values: [...values, openUploads.max] }
    return await preparedRows<AssetFields & { verdict?: Verdict }>({
      ...statement,
      types: plainTypes,
    })
  } catch (error) {
    // The whole statement is undone, the reserved room too.
    throw isHeld(error) ? new ExternalIdHeld(undefined, { cause: error }) : error
  }
}

/** Only a refusal asks which of both it was. */
async function whyNoRoom(userId: string) {
  const statement = `select ${isOpenTooOften('$1', '$2')} as "isTooOften"`
  const [row] = await preparedRows<{ isTooOften: boolean }>({
    text: statement,
    values: [userId, openUploads.max],
  })
  return row.isTooOften ? new TooManyUploads() : new QuotaExceeded()
}

function isHeld(error: unknown) {
  return error instanceof pg.DatabaseError && error.constraint === 'assets_external_id_unique'
}

/** Reads as many entries of an index as the user has pending uploads, and no more than the bound. */
function isOpenTooOften(userId: string, max: string) {
  return `exists (
    select from assets where user_id = ${userId} and status = 'pending' and trashed_at is null
    offset ${max}::int - 1
  )`
}

const text = `
  with room as (
    update users set used_bytes = used_bytes + $2, used_assets = used_assets + 1
    where id = $1
      and used_bytes + $2 <= coalesce(quota_bytes, $3)
      and used_assets + 1 <= coalesce(quota_assets, $4)
      and not ${isOpenTooOften('$1', '$18')}
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
