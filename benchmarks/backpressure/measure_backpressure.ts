import { createPostgresBackend, withBackend } from 'bullmq'
import { v7 } from 'uuid'
import { makeFixture, type Fixture } from '../api/fixture.js'
import { scenarios } from '../api/scenarios.js'
import type { BenchmarkInstallation, Program } from '../support/installation.js'
import { type Measured, measure } from '../support/load.js'
import { residentMemory } from '../support/memory.js'
import { ratio, table } from '../support/table.js'

const BACKLOG = 100_000
const BATCH = 1_000
const CALLS = ['list of 25', 'presign']
const ROUNDS = 3

interface Look {
  /** By call: the API against the bound that was measured beside it. */
  calls: Map<string, { requests: number; p99: number }>
  /** Resident bytes of the API. */
  memory: number
}

/**
 * What the API does with nothing in line, and with 100,000 jobs that no worker has taken. The bound
 * is measured in turn with it, so that a machine that is busy meanwhile slows both.
 */
export async function measureBackpressure(installation: BenchmarkInstallation) {
  const fixture = await makeFixture(installation.database, BATCH)
  const bare = await installation.serve('benchmarks/api/bare_server.ts')
  const api = await installation.serve('build/bin/server.js')
  const before = await look(api, bare, fixture)
  await fillQueue(installation, fixture)
  const after = await look(api, bare, fixture)
  for (const { child } of [bare, api]) child.kill()
  return report(before, after)
}

async function look(api: Program, bare: Program, fixture: Fixture): Promise<Look> {
  const calls: Look['calls'] = new Map()
  for (const { name, load } of scenarios.filter((scenario) => CALLS.includes(scenario.name))) {
    const rounds: [Measured, Measured][] = []
    for (let round = 0; round < ROUNDS; round++) {
      const asked = await load(fixture)
      rounds.push([await measure(api.url, asked), await measure(bare.url, asked)])
    }
    const ratios = (of: (measured: Measured) => number) => {
      return median(rounds.map(([ours, bound]) => of(ours) / of(bound)))
    }
    calls.set(name, { requests: ratios((it) => it.requestsPerSecond), p99: ratios((it) => it.p99) })
  }
  return { calls, memory: residentMemory(api.child.pid!) }
}

/** Rows and ids in the queue, as so many completed uploads would leave them. */
async function fillQueue({ database, variables }: BenchmarkInstallation, { userId }: Fixture) {
  const { Queue } = withBackend(createPostgresBackend)
  const connection = { connectionString: variables.DATABASE_URL!, schema: 'queue', max: 2 }
  const queue = new Queue('media', { connection })
  for (let filled = 0; filled < BACKLOG; filled += BATCH) {
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

function report(before: Look, after: Look) {
  const rows = [...before.calls].flatMap(([name, then]) => {
    const now = after.calls.get(name)!
    return [
      row(`${name}: requests, share of the bound`, then.requests, now.requests),
      row(`${name}: p99, times the bound's`, then.p99, now.p99),
    ]
  })
  const megabytes = (bytes: number) => Math.round(bytes / 1_000_000)
  rows.push(row('memory, MB', megabytes(before.memory), megabytes(after.memory)))
  return table(['API', 'nothing in line', '100,000 in line', 'ratio'], rows)
}

function row(what: string, then: number, now: number) {
  const shown = (value: number) => (value < 20 ? value.toFixed(2) : String(value))
  return [what, shown(then), shown(now), ratio(now, then)]
}

function median(values: number[]) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}

const INSERT_ASSETS = `
  insert into assets (id, user_id, status, kind, filename, content_type, size, etag, upload_expires_at)
  select id, $2, 'processing', 'image', 'IMG_0001.jpg', 'image/jpeg', 3500000, 'etag', now()
  from unnest($1::uuid[]) as id`

const INSERT_JOBS = `
  insert into jobs (id, asset_id, state, enqueued_at)
  select id, asset_id, 'queued', now() from unnest($1::uuid[], $2::uuid[]) as line (id, asset_id)`
