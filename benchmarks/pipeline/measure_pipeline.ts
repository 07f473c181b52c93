import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFixture } from '../api/fixture.js'
import { type BenchmarkInstallation } from '../support/installation.js'
import { ratio, table } from '../support/table.js'
import { Client } from '../store/client.js'
import { makePhotos } from './photos.js'
import { barePhotosPerSecond, secondsToReady, workerRound, type Setting } from './rounds.js'

const PHOTOS = 24
const ROUNDS = 3
const GOAL = 0.85
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

/**
 * Photos of 12 megapixels a second through the worker against sharp alone with the same variants,
 * in turn, so that a machine that is busy meanwhile slows both; each figure is the median of three
 * rounds. Then the time from `complete` to `ready` on an idle system, beyond what sharp alone takes.
 */
export async function measurePipeline(installation: BenchmarkInstallation) {
  const folder = join(installation.folder, 'photos')
  await mkdir(folder)
  const photos = await makePhotos(folder, PHOTOS)
  const { token } = await makeFixture(installation.database, 1)
  const api = await installation.serve('build/bin/server.js')
  const client = new Client(api.url, token)

  const rows: string[][] = []
  for (const setting of SETTINGS) {
    const rounds: Round[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const bound = await barePhotosPerSecond(folder, setting)
      rounds.push({ bound, ...(await workerRound(installation, client, photos, setting)) })
    }
    rows.push(rowOf(setting, rounds))
  }
  const bare = 1 / (await barePhotosPerSecond(folder, SETTINGS[0]))
  const times = await secondsToReady(installation, client, photos)
  api.child.kill()

  const heads = ['at a time', 'bound', 'worker', 'ratio', 'goal', 'peak memory']
  return `${table(heads, rows)}\n\n${latencyOf(times, bare)}`
}

function rowOf({ concurrency }: Setting, rounds: Round[]) {
  const bound = median(rounds.map((round) => round.bound))
  const worker = median(rounds.map((round) => round.worker))
  const peak = Math.max(...rounds.map((round) => round.peak))
  return [
    String(concurrency),
    `${bound.toFixed(2)}/s`,
    `${worker.toFixed(2)}/s`,
    ratio(worker, bound),
    GOAL.toFixed(2),
    `${Math.round(peak / 1024 / 1024)} MiB`,
  ]
}

function latencyOf(times: number[], bare: number) {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => Math.round(1000 * sorted[Math.floor(share * (sorted.length - 1))])
  return (
    `From complete to ready: median ${at(0.5)} ms, 95th percentile ${at(0.95)} ms, ` +
    `of which sharp alone takes ${Math.round(1000 * bare)} ms.`
  )
}

function median(values: number[]) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}
