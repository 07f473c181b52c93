import { execFile, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type pg from 'pg'
import { MEMORY } from '#app/installation/service_recipes'
import { type BenchmarkInstallation } from '../support/installation.js'
import { peakMemory } from '../support/memory.js'
import { type Client } from '../support/client.js'
import { untilReady, upload } from './upload.js'

const run = promisify(execFile)
const barePipeline = fileURLToPath(new URL('bare_pipeline.ts', import.meta.url))

export interface Setting {
  /** As taskset counts them. */
  cores: string
  /** Photos at a time. */
  concurrency: number
}

/** What sharp alone does on so many cores. */
export async function barePhotosPerSecond(folder: string, { cores, concurrency }: Setting) {
  const node = [process.execPath, '--import=@poppinss/ts-exec', barePipeline]
  const command = ['-c', cores, ...node, folder, String(concurrency)]
  const { stdout } = await run('taskset', command, { env: { ...process.env, ...MEMORY } })
  return Number(stdout)
}

/** Photos that are through before the rest is counted, for V8 compiles what runs often at first. */
export const WARM_UP = 8

/** What a worker does with a queue full of photos, and its highest resident memory. */
export async function workerRound(
  installation: BenchmarkInstallation,
  client: Client,
  photos: Buffer[],
  { cores, concurrency }: Setting
) {
  const { database } = installation
  const assetIds: string[] = []
  for (const photo of photos) assetIds.push(await upload(client, photo))

  const worker = installation.start('build/ace.js', ['worker', `--concurrency=${concurrency}`])
  await run('taskset', ['-a', '-c', '-p', cores, String(worker.pid)])
  // The rows tell the times: to look often would only take cores away.
  await untilReady(database, assetIds, assetIds.length, { pauseMs: 200, variants: 2 })
  const peak = peakMemory(worker.pid!)
  await stop(worker)
  const seconds = await secondsBetween(database, assetIds, WARM_UP)
  return { peak, worker: (assetIds.length - WARM_UP) / seconds }
}

/** From the moment at which so many photos had all variants until all had, by the rows. */
async function secondsBetween(database: pg.Pool, assetIds: string[], count: number) {
  const text = `select extract(epoch from updated_at)::float8 as second
    from assets where id = any($1) order by updated_at`
  const { rows } = await database.query(text, [assetIds])
  return rows.at(-1).second - rows[count - 1].second
}

/** The seconds from `complete` to `ready`, one photo after the other. */
export async function secondsToReady(
  installation: BenchmarkInstallation,
  client: Client,
  photos: Buffer[]
) {
  const worker = installation.start('build/ace.js', ['worker'])
  const wait = (photo: Buffer) =>
    upload(client, photo).then(async (assetId) => {
      const startedAt = performance.now()
      await untilReady(installation.database, [assetId], 1)
      return (performance.now() - startedAt) / 1000
    })
  await wait(photos[0])
  const times: number[] = []
  for (const photo of photos) times.push(await wait(photo))
  await stop(worker)
  return times
}

/** Lets a worker end in order. */
export async function stop(worker: ChildProcess) {
  worker.kill('SIGTERM')
  await once(worker, 'exit')
}
