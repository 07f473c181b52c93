import { createPostgresBackend, withBackend } from 'bullmq'
import { v7 } from 'uuid'
import type { Fixture } from '../api/fixture.js'
import type { BenchmarkInstallation } from '../support/installation.js'

const BATCH = 1_000

/** Rows and ids in the queue, as so many completed uploads would leave them. */
export async function fillQueue(
  { database, variables }: BenchmarkInstallation,
  { userId }: Fixture,
  count: number
) {
  const { Queue } = withBackend(createPostgresBackend)
  const connection = { connectionString: variables.DATABASE_URL!, schema: 'queue', max: 2 }
  const queue = new Queue('media', { connection })
  for (let filled = 0; filled < count; filled += BATCH) {
    const assets = Array.from({ length: BATCH }, () => v7())
    const jobs = Array.from({ length: BATCH }, () => v7())
    await database.query(INSERT_ASSETS, [assets, userId])
    await database.query(INSERT_JOBS, [jobs, assets])
    await queue.addBulk(jobs.map((id) => ({ name: 'process', data: { id }, opts: { jobId: id } })))
  }
  await queue.close()
  // Else the server would do that while it is measured.
  await database.query('vacuum analyze')
}

const INSERT_ASSETS = `
  insert into assets (id, user_id, status, kind, filename, content_type, size, etag, upload_expires_at)
  select id, $2, 'processing', 'image', 'IMG_0001.jpg', 'image/jpeg', 3500000, 'etag', now()
  from unnest($1::uuid[]) as id`

const INSERT_JOBS = `
  insert into jobs (id, asset_id, state, enqueued_at)
  select id, asset_id, 'queued', now() from unnest($1::uuid[], $2::uuid[]) as line (id, asset_id)`
