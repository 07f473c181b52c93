import { v7 } from 'uuid'
import { announce } from '#app/persistence/announcements/announce'
import { preparedRows } from '#app/persistence/prepared_rows'
import type { default as Asset, Proof } from '#app/assets/models/asset'
import type Job from '#app/jobs/models/job'
import type { StoredVariant } from '#app/processing/actions/render_variants'
import { reached } from '#app/observability/tracing/checkpoints'

interface Finished {
  job: Job
  asset: Asset
  proof: Proof
  variants: StoredVariant[]
}

/**
 * Publishes a processed asset: the row becomes `ready` with all that was proved, its variants
 * appear and the job is completed, in one statement: all of it or nothing. False where this run
 * had lost the job, or the asset was not processing any more.
 */
export class FinishAsset {
  async handle({ job, asset, proof, variants }: Finished) {
    const { sha256, width, height, meta, placeholder } = proof
    const rows = JSON.stringify(variants.map((variant) => ({ ...variant, id: v7() })))
    const facts = [sha256, width, height, meta, placeholder]
    const values = [asset.id, job.id, job.runId, ...facts, rows]
    const finished = await preparedRows({ name: 'finish_asset', text, values })
    if (finished.length > 0) announce(asset.userId)
    reached('finish.committed', asset.id)
    return finished.length > 0
  }
}

// It takes its locks in the order asset, job, as every transaction does.
const text = `
  with held as (
    select id from assets where id = $1 for update
  ), completed as (
    update jobs set state = 'completed', run_id = null, last_error = null, updated_at = now()
    from held where jobs.id = $2 and jobs.run_id = $3 and jobs.state = 'active'
    returning held.id as asset_id
  ), ready as (
    update assets
    set status = 'ready', sha_256 = $4, width = $5, height = $6, meta = $7, placeholder = $8,
      error_code = null, error_message = null, updated_at = now()
    from completed where assets.id = completed.asset_id and assets.status = 'processing'
    returning assets.id
  ), made as (
    select ready.id as asset_id, variant.*
    from ready, jsonb_to_recordset($9) as variant(id uuid, name text, "objectKey" text,
      "contentType" text, width int, height int, size bigint, recipe text)
  ), stale as (
    delete from variants using ready
    where variants.asset_id = ready.id and name not in (select name from made)
  ), written as (
    insert into variants
      (id, asset_id, name, object_key, content_type, width, height, size, recipe)
    select id, asset_id, name, "objectKey", "contentType", width, height, size, recipe from made
    on conflict (asset_id, name) do update
    set id = excluded.id, object_key = excluded.object_key, content_type = excluded.content_type,
      width = excluded.width, height = excluded.height, size = excluded.size,
      recipe = excluded.recipe, created_at = now()
  )
  select id from ready
`
