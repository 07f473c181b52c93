import { announce } from '#app/persistence/announcements/announce'
import { preparedRows } from '#app/persistence/prepared_rows'
import type { default as Asset, Proof } from '#app/assets/models/asset'
import type Job from '#app/jobs/models/job'
import type { Variant } from '#app/assets/models/variant'
import { reached } from '#app/observability/tracing/checkpoints'

interface Finished {
  job: Job
  asset: Asset
  proof: Proof
  variants: Variant[]
}

/**
 * Publishes a processed asset: the row becomes `ready` with all that was proved, its variants
 * appear and the job is completed, in one statement: all of it or nothing. False where this run
 * had lost the job, or the asset was not processing any more.
 */
export class FinishAsset {
  async handle({ job, asset, proof, variants }: Finished) {
    const { sha256, width, height, meta, placeholder } = proof
    const facts = [sha256, width, height, meta, placeholder]
    const values = [asset.id, job.id, job.runId, ...facts, JSON.stringify(variants)]
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
  )
  update assets
  set status = 'ready', sha_256 = $4, width = $5, height = $6, meta = $7, placeholder = $8,
    variants = $9, error_code = null, error_message = null, updated_at = now()
  from completed where assets.id = completed.asset_id and assets.status = 'processing'
  returning assets.id
`
