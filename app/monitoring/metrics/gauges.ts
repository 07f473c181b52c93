import { Gauge } from 'prom-client'
import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import { isClockTrusted } from '#app/persistence/clock_guard'
import { readHalt } from '#app/maintenance/orphans/round'
import { type Backlog, readBacklog } from '#app/monitoring/metrics/backlog'
import { registry } from '#app/observability/metrics/registry'
import { describeFailure } from '#app/observability/logging/failure'
import { backlogSeconds } from '#config/metrics'

let latest: { backlog: Promise<Backlog | undefined>; until: number } | undefined

/** The backlog, read once for all gauges and no more often than every few seconds. */
function backlog() {
  if (!latest || latest.until < performance.now()) {
    const until = performance.now() + backlogSeconds * 1_000
    latest = { until, backlog: readBacklog().catch(reportOutage) }
  }
  return latest.backlog
}

// No value is better than an outdated one.
function reportOutage(error: unknown) {
  logger.warn({ reason: describeFailure(error) }, 'the backlog could not be read for the metrics')
  return undefined
}

const backlogGauges: [name: string, help: string, part: keyof Backlog][] = [
  ['queue_depth', 'Jobs that could run now.', 'waiting'],
  ['queue_oldest_seconds', 'How long the first of them has been due.', 'oldestSeconds'],
  ['jobs_active', 'Jobs in work.', 'active'],
  ['jobs_delayed', 'Jobs that wait for their next attempt.', 'delayed'],
  ['jobs_failed', 'Jobs that an administrator can retry.', 'failed'],
  ['sessions', 'Sessions that are alive.', 'sessions'],
  ['mails_waiting', 'Mails that wait to be sent.', 'mailsWaiting'],
  ['mails_failed', 'Mails of the last month that could not be sent.', 'mailsFailed'],
]

for (const [name, help, part] of backlogGauges) {
  new Gauge({
    name: `media_inbox_${name}`,
    help,
    // All processes read the same rows.
    aggregator: 'max',
    registers: [registry],
    async collect() {
      const now = await backlog()
      if (now) this.set(now[part])
      else this.remove()
    },
  })
}

new Gauge({
  name: 'media_inbox_database_connections',
  help: 'Connections of the pool, and requests that wait for one.',
  labelNames: ['state'],
  registers: [registry],
  collect() {
    const { pool } = db.connection().getReadClient().client
    this.set({ state: 'used' }, pool.numUsed())
    this.set({ state: 'free' }, pool.numFree())
    this.set({ state: 'awaited' }, pool.numPendingAcquires())
  },
})

new Gauge({
  name: 'media_inbox_clock_trusted',
  help: 'Whether the clock of the database is trusted: at 0 nothing is erased by time.',
  aggregator: 'min',
  registers: [registry],
  async collect() {
    try {
      this.set(Number(await isClockTrusted()))
    } catch {
      this.remove()
    }
  },
})

new Gauge({
  name: 'media_inbox_orphans_halted',
  help: 'Objects without a row at which the sweep of orphans was halted; 0 while it is not.',
  aggregator: 'max',
  registers: [registry],
  async collect() {
    try {
      const halted = await readHalt()
      this.set(halted?.due ?? 0)
    } catch {
      this.remove()
    }
  },
})
