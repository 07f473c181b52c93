import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFixture } from '../api/fixture.js'
import { Client } from '../support/client.js'
import { Goal } from '../support/goal.js'
import type { Bench, Section } from '../support/section.js'
import { median, quantile } from '../support/statistics.js'
import { megabytes, perSecond } from '../support/table.js'
import { makePhotos } from './photos.js'
import {
  barePhotosPerSecond,
  secondsToReady,
  workerRound,
  type Product,
  type Setting,
} from './rounds.js'

const PHOTOS = 16
const QUEUE = 40
const ROUNDS = 5
const SHARES: Record<Product, number> = { thumbnail: 0.55, variants: 1.5 }
const MOST_MEMORY = 400
const SLOWEST_MS = 150
const SETTINGS: Setting[] = [
  { cores: '0', concurrency: 1 },
  { cores: '0,1', concurrency: 2 },
]

const NAMES: Record<Product, string> = { thumbnail: 'thumbnails', variants: 'all variants' }

interface Round {
  bound: Record<Product, number>
  worker: Record<Product, number>
  /** Bytes. */
  peak: number
}

export const pipeline: Section = {
  name: 'pipeline',
  title: 'Photos through the worker',
  about:
    `Photos of 12 megapixels, ${QUEUE} in the queue, as many at a time as the process has cores. ` +
    'The bound is sharp alone on the same photos, which verifies, hashes and stores nothing: for ' +
    'thumbnails it decodes at their scale, for all variants it decodes once and writes both as ' +
    'WebP at effort 4. Both have their memory allocated as `npm start` sets it. Measured in turn; ' +
    `medians of ${ROUNDS} rounds, and memory is the highest resident one. Then the time from ` +
    'complete to the thumbnail, one photo after the other on an idle system, and how much of it ' +
    'is more than sharp takes.',
  async measure(bench) {
    const { rounds, times, bareMs } = await measureAll(bench)
    const products = rounds.flatMap(([setting, measured]) => [
      throughputOf('thumbnail', setting, measured),
      throughputOf('variants', setting, measured),
    ])
    const memory = rounds.map(([setting, measured]) => memoryOf(setting, measured))
    const latency = latencyOf(times, bareMs)
    return {
      tables: [
        {
          heads: ['cores', 'what', 'sharp alone', 'worker', 'ratio', 'goal'],
          rows: products.map(({ row }) => row),
        },
        { heads: ['cores', 'peak memory', 'goal'], rows: memory.map(({ row }) => row) },
        latency.table,
      ],
      goals: [...products, ...memory, latency].map(({ goal }) => goal),
    }
  },
}

async function measureAll(bench: Bench) {
  const installation = await bench.install()
  const folder = join(installation.folder, 'photos')
  await mkdir(folder)
  const photos = await makePhotos(folder, PHOTOS)
  const { token } = await makeFixture(installation.database, 1)
  const { url } = await installation.serve('build/bin/server.js')
  const client = new Client(url, token)
  const queue = Array.from({ length: QUEUE }, (_, index) => photos[index % PHOTOS])

  const rounds: [Setting, Round[]][] = []
  for (const setting of SETTINGS) {
    const measured: Round[] = []
    for (let round = 1; round <= ROUNDS; round++) {
      bench.progress(`${setting.concurrency} at a time, round ${round} of ${ROUNDS}`)
      const bound = {
        thumbnail: await barePhotosPerSecond(folder, setting, 'thumbnail'),
        variants: await barePhotosPerSecond(folder, setting, 'variants'),
      }
      const { peak, ...worker } = await workerRound(installation, client, queue, setting)
      measured.push({ bound, worker, peak })
    }
    rounds.push([setting, measured])
  }
  bench.progress('from complete to the thumbnail')
  const bareMs = 1_000 / (await barePhotosPerSecond(folder, SETTINGS[0], 'thumbnail'))
  return { rounds, bareMs, times: await secondsToReady(installation, client, photos) }
}

function throughputOf(product: Product, { concurrency }: Setting, rounds: Round[]) {
  const bound = median(rounds.map((round) => round.bound[product]))
  const worker = median(rounds.map((round) => round.worker[product]))
  const ratio = median(rounds.map((round) => round.worker[product] / round.bound[product]))
  const what = NAMES[product]
  const goal = Goal.atLeast(
    SHARES[product],
    ratio,
    `${what} on ${concurrency} cores, share of sharp alone`
  )
  const figures = [perSecond(bound), perSecond(worker), ratio.toFixed(2)]
  return { row: [String(concurrency), what, ...figures, String(goal)], goal }
}

function memoryOf({ concurrency }: Setting, rounds: Round[]) {
  const peak = Math.max(...rounds.map((round) => round.peak))
  const goal = Goal.below(MOST_MEMORY, peak / 1e6, `worker with ${concurrency} photos, MB`)
  return { row: [String(concurrency), megabytes(peak), String(goal)], goal }
}

function latencyOf(times: number[], bareMs: number) {
  const p50 = 1_000 * quantile(times, 0.5)
  const p95 = 1_000 * quantile(times, 0.95)
  const what = 'from complete to the thumbnail beyond sharp, p95 ms'
  const goal = Goal.below(SLOWEST_MS, p95 - bareMs, what)
  const heads = ['sharp alone', 'to thumbnail: median', 'p95', 'p95 beyond sharp', 'goal']
  const row = [bareMs, p50, p95, p95 - bareMs].map((value) => `${Math.round(value)} ms`)
  return { table: { heads, rows: [[...row, String(goal)]] }, goal }
}
