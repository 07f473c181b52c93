import { setTimeout as delay } from 'node:timers/promises'
import { Client } from '../support/client.js'
import { Visits } from './load.js'
import { countRows, look, type Sample, type Target } from './target.js'
import { visit } from './visit.js'

const SAMPLE_EVERY_MS = 1_000
const SETTLE_MS = 120_000

/**
 * Tables that may grow, and to how many rows: the audit log with its seals is written for ever,
 * events are kept for a day, the place of what was deleted is watched until no upload can arrive
 * there any more, and the queue keeps its last events.
 */
const GROWING = new Map([
  ['public.audit_logs', Infinity],
  ['public.audit_seals', Infinity],
  ['public.asset_events', Infinity],
  ['public.deletions', Infinity],
  ['queue.event', 20_000],
])

export interface SoakOptions {
  photo: Buffer
  seconds: number
  /** Of what it bears at most. */
  share: number
  /** How long the capacity is measured, which also fills pools and caches. */
  capacitySeconds: number
  progress: (line: string) => void
}

export interface SoakResult {
  capacity: number
  visits: Visits
  samples: Sample[]
  /** Idle, before the load and after it. */
  before: Sample
  after: Sample
  /** By name: rows before the load, and after all that it left was cleared away. */
  rows: Map<string, [before: number, after: number]>
  /** Tables that have grown and must not. */
  grown: string[]
}

/** Loads a target with a share of what it bears, and looks at what creeps upwards. */
export async function runSoak(target: Target, options: SoakOptions): Promise<SoakResult> {
  const { seconds, share, progress } = options
  const client = new Client(target.url, target.token)
  const visits = new Visits(() => visit(client, options.photo))
  progress('measuring the capacity')
  const capacity = await visits.asFastAsCanBe(options.capacitySeconds)
  await settled(target)

  const startedAt = performance.now()
  const rowsBefore = await countRows(target)
  const before = await look(target, startedAt)
  progress(`${seconds} s at ${(share * capacity).toFixed(1)} visits a second`)
  const sampling = new AbortController()
  const sampled = sample(target, startedAt, sampling.signal)
  await visits.atRate(share * capacity, seconds)
  sampling.abort()
  const samples = await sampled

  progress('waiting until all is cleared away')
  await settled(target)
  const after = await look(target, startedAt)
  const rowsAfter = await countRows(target)
  const rows = new Map<string, [number, number]>()
  for (const [name, count] of rowsAfter) rows.set(name, [rowsBefore.get(name) ?? 0, count])
  const grown = [...rows].filter(([name, [was, is]]) => is > Math.max(was, GROWING.get(name) ?? 0))
  const names = grown.map(([name]) => name)
  return { capacity, visits, samples, before, after, rows, grown: names }
}

async function sample(target: Target, startedAt: number, signal: AbortSignal) {
  const samples: Sample[] = []
  while (!signal.aborted) {
    samples.push(await look(target, startedAt))
    await delay(SAMPLE_EVERY_MS)
  }
  return samples
}

/** Until nothing waits to be cleared away any more, or no longer than can be borne. */
async function settled(target: Target) {
  const deadline = Date.now() + SETTLE_MS
  const text = `select (select count(*) from deletions where run_at <= now())
    + (select count(*) from jobs where state in ('queued', 'active')) as left`
  while (Date.now() < deadline) {
    const [{ left }] = await target.query<{ left: number }>(text)
    if (Number(left) === 0) return
    await delay(SAMPLE_EVERY_MS)
  }
}
