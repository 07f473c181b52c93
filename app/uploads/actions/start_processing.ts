import { v7 } from 'uuid'
import { DateTime } from 'luxon'
import type Asset from '#app/assets/models/asset'
import { preparedRows } from '#app/persistence/prepared_rows'
import { announce } from '#app/persistence/announcements/announce'
import { currentTraceparent } from '#app/observability/tracing/work'

export interface ProcessingStart {
  asset: Asset
  /** The version of the object; null where it is still to be made out of its parts. */
  etag: string | null
  requestId?: string | null
}

/**
 * Moves an asset on to `processing` and writes its job. One statement does both, so that neither
 * is ever without the other. Gives the job; null where somebody else was first.
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

const text = `
  with taken as (
    update assets
    set status = 'processing', etag = $2, error_code = null, error_message = null,
      updated_at = now()
    where id = $1 and status in ('pending', 'failed')
    returning id, updated_at, coalesce(grant_id, user_id) as charge_to
  ), job as (
    insert into jobs (id, kind, asset_id, charge_to, request_id, traceparent)
    select $3, 'process', id, charge_to, $4, $5 from taken
  )
  select updated_at as "updatedAt" from taken
`
