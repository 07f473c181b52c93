import { v7 } from 'uuid'
import { DateTime } from 'luxon'
import type Asset from '#app/assets/models/asset'
import { preparedRows } from '#app/persistence/prepared_rows'
import { announce } from '#app/persistence/announcements/announce'
import { linkMails } from '#config/links'
import { currentTraceparent } from '#app/observability/tracing/work'

export interface ProcessingStart {
  asset: Asset
  /** The version of the object; null where it is still to be made out of its parts. */
  etag: string | null
  requestId?: string | null
}

/**
 * Moves an asset on to `processing` and writes its job. One statement does both, so that neither
 * is ever without the other. What came through a link is put into the link's album, and its owner
 * will be told. Returns the job; null if somebody else was first, or the link was revoked.
 */
export async function startProcessing({ asset, etag, requestId = null }: ProcessingStart) {
  const id = v7()
  const values = [asset.id, etag, id, requestId, currentTraceparent()]
  const [moved] = await preparedRows<{ updatedAt: Date }>({
    name: 'start_processing',
    text,
    values,
  })
  if (!moved) return null

  const updatedAt = DateTime.fromJSDate(moved.updatedAt)
  asset.merge({ status: 'processing', etag, errorCode: null, errorMessage: null, updatedAt })
  asset.$hydrateOriginals()
  announce(asset.userId)
  return { id, assetId: asset.id, requestId }
}

/** What was sent through a link that was revoked since never arrives. */
const LINK_STANDS = `
  (link_id is null or exists (select from links where links.id = assets.link_id))`

const text = `
  with taken as (
    update assets
    set status = 'processing', etag = $2, error_code = null, error_message = null,
      updated_at = now()
    where id = $1 and (status = 'failed' or status = 'pending' and ${LINK_STANDS})
    returning id, updated_at, user_id, link_id, coalesce(link_id, grant_id, user_id) as charge_to
  ), job as (
    insert into jobs (id, kind, asset_id, charge_to, request_id, traceparent)
    select $3, 'process', id, charge_to, $4, $5 from taken
  ), notified as (
    update links set notify_at = greatest(
      now() + ${linkMails.gatherSeconds} * interval '1 second',
      notified_at + ${linkMails.pauseSeconds} * interval '1 second'
    )
    from taken where links.id = taken.link_id and notify and notify_at is null
  ), filed as (
    insert into album_assets (album_id, asset_id, is_live)
    select links.album_id, taken.id, true
    from taken join links on links.id = taken.link_id
    where links.album_id is not null
    on conflict do nothing
  )
  select updated_at as "updatedAt" from taken
`
