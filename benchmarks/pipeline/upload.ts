import type pg from 'pg'
import { setTimeout as delay } from 'node:timers/promises'
import { type Client } from '../support/client.js'

/** Uploads a photo like any client; returns its asset id once the API has accepted it. */
export async function upload(client: Client, photo: Buffer, contentType = 'image/jpeg') {
  const file = { filename: 'photo', contentType, size: photo.length }
  const { asset, upload: presigned } = await client.post('/uploads/presign', file)
  const sent = await fetch(presigned.url, {
    method: 'PUT',
    headers: presigned.headers,
    body: new Uint8Array(photo),
  })
  if (!sent.ok) throw new Error(`The store answered ${sent.status}`)
  await client.post('/uploads/complete', { assetId: asset.id })
  return asset.id as string
}

const DEADLINE_MS = 180_000

/**
 * Waits until so many of the assets are ready with as many variants, and looks every `pauseMs`;
 * fails if one is lost, or it takes too long.
 */
export async function untilReady(
  database: pg.Pool,
  assetIds: string[],
  count: number,
  { pauseMs = 10, variants = 1 } = {}
) {
  const deadline = Date.now() + DEADLINE_MS
  const text = `select count(*) filter (
      where status = 'ready' and jsonb_array_length(variants) >= $2
    )::int as ready,
    count(*) filter (where status in ('failed', 'rejected'))::int as lost
    from assets where id = any($1)`
  for (;;) {
    const { rows } = await database.query(text, [assetIds, variants])
    if (rows[0].lost > 0) throw new Error(`${rows[0].lost} photos were not processed`)
    if (rows[0].ready >= count) return
    if (Date.now() > deadline) throw new Error(`only ${rows[0].ready} of ${count} photos are ready`)
    await delay(pauseMs)
  }
}
