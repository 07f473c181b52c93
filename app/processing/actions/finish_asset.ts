import { v7 } from 'uuid'
import { announce } from '#app/persistence/announcements/announce'
import { preparedRows } from '#app/persistence/prepared_rows'
import type { default as Asset, Proof } from '#app/assets/models/asset'
import type Job from '#app/jobs/models/job'
import type { Variant } from '#app/assets/models/variant'
import { dispatchJob } from '#app/jobs/dispatch'
import { checkpoint } from '#app/observability/tracing/checkpoints'
import { furtherRecipes, playbackName, recipes } from '#config/media'

interface Finished {
  job: Job
  asset: Asset
  proof: Proof
  variants: Variant[]
  /** Browsers do not play it as it is. */
  needsPlayback: boolean
}

interface Row {
  nextId: string | null
}

/** Variants of other names are left over from an older configuration. */
const VARIANT_NAMES = [...recipes.map(({ name }) => name), playbackName]

/**
 * Publishes a processed asset: the row becomes `ready` with all that was verified, its first
 * variants appear, the job is completed and the jobs for its other variants and its playback are
 * queued, in one statement: all of it or nothing. False if this run has lost the job, or the asset
 * was not processing any more.
 */
export class FinishAsset {
  async handle({ job, asset, proof, variants, needsPlayback }: Finished) {
    const { sha256, crc32, width, height, meta, placeholder } = proof
    const facts = [sha256, width, height, meta, placeholder]
    const hasMore = variants.length > 0 && furtherRecipes.length > 0
    const next = [...(hasMore ? ['variants'] : []), ...(needsPlayback ? ['playback'] : [])]
    const made = [JSON.stringify(variants), VARIANT_NAMES, next.map(() => v7()), next, crc32]
    const values = [asset.id, job.id, job.runId, ...facts, ...made]
    const finished = await preparedRows<Row>({ name: 'finish_asset', text, values })
    if (finished.length > 0) announce(asset.userId)
    checkpoint('finish.committed', asset.id)
    const { assetId, requestId } = job
    for (const { nextId: id } of finished) {
      if (id) await dispatchJob({ id, assetId, requestId })
    }
    return finished.length > 0
  }
}

// It takes its locks in the order asset, job, as every transaction does. Variants that an earlier
// run made beside the first ones stay until they are made again.
const text = `
  with held as (
    select id, variants from assets where id = $1 for update
  ), completed as (
    update jobs set state = 'completed', run_id = null, last_error = null, updated_at = now()
    from held where jobs.id = $2 and jobs.run_id = $3 and jobs.state = 'active'
    returning held.id as asset_id, held.variants, charge_to, request_id, traceparent
  ), ready as (
    update assets
    set status = 'ready', sha_256 = $4, crc_32 = $13, width = $5, height = $6, meta = $7, placeholder = $8,
      variants = (
        select coalesce(jsonb_agg(variant order by (variant->>'width')::int), '[]')
        from (
          select variant from jsonb_array_elements($9::jsonb) variant
          union all
          select variant from jsonb_array_elements(completed.variants) variant
          where variant->>'name' = any ($10::text[])
            and not $9::jsonb @> jsonb_build_array(jsonb_build_object('name', variant->'name'))
        ) merged
      ),
      error_code = null, error_message = null, updated_at = now()
    from completed where assets.id = completed.asset_id and assets.status = 'processing'
    returning assets.id, charge_to, request_id, completed.traceparent
  ), next as (
    insert into jobs (id, kind, asset_id, charge_to, request_id, traceparent)
    select next_id, next_kind, id, charge_to, request_id, traceparent
    from ready, unnest($11::uuid[], $12::text[]) as queued (next_id, next_kind)
    on conflict (asset_id, kind) where state in ('queued', 'active') do nothing
    returning id
  )
  select next.id as "nextId" from ready left join next on true
`
