import { Counter, Histogram } from 'prom-client'
import { registry } from '#app/observability/metrics/registry'

const registers = [registry]

export const requestSeconds = new Histogram({
  name: 'media_inbox_http_request_duration_seconds',
  help: 'Requests by method, route pattern and status.',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers,
})

export const failures = new Counter({
  name: 'media_inbox_failures_total',
  help: 'Answers that refuse or fail, by the code of their error.',
  labelNames: ['code'],
  registers,
})

export const storeBytes = new Counter({
  name: 'media_inbox_store_bytes_total',
  help: 'Bytes of bodies that the disk store took in and gave out.',
  labelNames: ['direction'],
  registers,
})

export const processingSeconds = new Histogram({
  name: 'media_inbox_processing_seconds',
  help: 'Attempts at jobs, by kind of job, type of the original and how they ended.',
  labelNames: ['kind', 'format', 'outcome'],
  buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900],
  registers,
})

export const processingFailures = new Counter({
  name: 'media_inbox_processing_failures_total',
  help: 'Attempts that rejected their asset or failed, by code.',
  labelNames: ['code'],
  registers,
})

export const scans = new Counter({
  name: 'media_inbox_scans_total',
  help: 'Scans for malware: clean, infected, or held and passed while the scanner is down.',
  labelNames: ['outcome'],
  registers,
})

export const orphansQuarantined = new Counter({
  name: 'media_inbox_orphans_quarantined_total',
  help: 'Objects that no row owned and that the sweep moved to quarantine.',
  registers,
})

export const orphansRemoved = new Counter({
  name: 'media_inbox_orphans_removed_total',
  help: 'Objects that the sweep erased from quarantine.',
  registers,
})

export const mails = new Counter({
  name: 'media_inbox_mails_total',
  help: 'Mails that left the outbox, by outcome: sent, or failed permanently.',
  labelNames: ['outcome'],
  registers,
})
