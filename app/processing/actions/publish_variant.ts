import { announce } from '#app/persistence/announcements/announce'
import { preparedRows } from '#app/persistence/prepared_rows'
import { checkpoint } from '#app/observability/tracing/checkpoints'
import type Asset from '#app/assets/models/asset'
import type { Variant } from '#app/assets/models/variant'
import type Job from '#app/jobs/models/job'

interface Publication {
  job: Job
  asset: Asset
  variant: Variant
}

/**
 * Adds a variant to a ready asset, which is an event for its owner, in place of an older one of
 * that name. False if this run has lost the job, or the asset is not ready any more.
 */
export async function publishVariant({ job, asset, variant }: Publication) {
  const values = [asset.id, job.id, job.runId, variant.name, JSON.stringify(variant)]
  const published = await preparedRows({ name: 'publish_variant', text, values })
  if (published.length > 0) announce(asset.userId)
  checkpoint('variants.published', asset.id)
  return published.length > 0
}

// It takes its locks in the order asset, job, as every transaction does.
const text = `
  with held as (
    select id, variants from assets where id = $1 and status = 'ready' for update
  ), run as (
    select held.id, variants from held
    join jobs on jobs.id = $2 and run_id = $3 and state = 'active'
    for update of jobs
  )
  update assets set updated_at = now(), variants = (
    select jsonb_agg(variant order by (variant->>'width')::int, variant->>'name')
    from (
      select variant from jsonb_array_elements(run.variants) variant where variant->>'name' <> $4
      union all
      select $5::jsonb
    ) merged
  )
  from run where assets.id = run.id
  returning assets.id
`
