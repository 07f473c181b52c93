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
  WARM_UP,
  workerRound,
  type Setting,
} from './rounds.js'

const PHOTOS = 16
const QUEUE = 40
const ROUNDS = 5
const SHARE = 0.85
const MOST_MEMORY = 400
const SLOWEST_MS = 500
const SETTINGS: Setting[] = [
  { cores: '0', concurrency: 1 },
  { cores: '0,1', concurrency: 2 },
]

interface Round {
  bound: number
  worker: number
  /** Bytes. */
  peak: number
}

export const pipeline: Section = {
  name: 'pipeline',
  title: 'Photos through the worker',
  about:
    `Photos of 12 megapixels, ${QUEUE} in the queue, as many at a time as the process has cores, ` +
    `counted once ${WARM_UP} have all their variants. The bound is sharp alone: the same photos, decoded once and written as the same two ` +
    'variants, with nothing proved, hashed or stored. Both have their memory allocated as `npm start` sets it. Both in turn, medians of ' +
    `${ROUNDS} rounds; memory is the highest resident one of all rounds. Then the time from complete to ` +
    'ready, one photo after the other on an idle system, and what of it is beyond sharp alone.',
  async measure(bench) {
    const { rounds, times, bareMs } = await measureAll(bench)
    const throughput = rounds.map(([setting, measured]) => throughputOf(setting, measured))
    const latency = latencyOf(times, bareMs)
    return {
      tables: [
        {
          heads: ['cores', 'bound', 'worker', 'ratio', 'goal', 'peak memory', 'goal'],
          rows: throughput.map(({ row }) => row),
        },
        latency.table,
      ],
      goals: [...throughput.flatMap(({ goals }) => goals), ...latency.goals],
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
      const bound = await barePhotosPerSecond(folder, setting)
      measured.push({ bound, ...(await workerRound(installation, client, queue, setting)) })
    }
    rounds.push([setting, measured])
  }
  bench.progress('from complete to ready')
  const bareMs = 1_000 / (await barePhotosPerSecond(folder, SETTINGS[0]))
  return { rounds, bareMs, times: await secondsToReady(installation, client, photos) }
}

function throughputOf({ concurrency }: Setting, rounds: Round[]) {
  const bound = median(rounds.map((round) => round.bound))
  const worker = median(rounds.map((round) => round.worker))
  const ratio = median(rounds.map((round) => round.worker / round.bound))
  const peak = Math.max(...rounds.map((round) => round.peak))
  const share = Goal.atLeast(SHARE, ratio, `photos on ${concurrency} cores, share of the bound`)
  const memory = Goal.below(MOST_MEMORY, peak / 1e6, `worker with ${concurrency} photos, MB`)
  const figures = [perSecond(bound), perSecond(worker), ratio.toFixed(2), String(share)]
  return {
    row: [String(concurrency), ...figures, megabytes(peak), String(memory)],
    goals: [share, memory],
  }
}

function latencyOf(times: number[], bareMs: number) {
  const p50 = 1_000 * quantile(times, 0.5)
  const p95 = 1_000 * quantile(times, 0.95)
  const goal = Goal.below(SLOWEST_MS, p95 - bareMs, 'from complete to ready beyond sharp, p95 ms')
  const heads = ['sharp alone', 'to ready: median', 'p95', 'p95 beyond sharp', 'goal']
  const row = [bareMs, p50, p95, p95 - bareMs].map((value) => `${Math.round(value)} ms`)
  return { table: { heads, rows: [[...row, String(goal)]] }, goals: [goal] }
}
