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

/** What is made of each photo: its thumbnail alone, or all variants. */
export type Product = 'thumbnail' | 'variants'

/** Photos a second of sharp alone on so many cores. */
export async function barePhotosPerSecond(
  folder: string,
  { cores, concurrency }: Setting,
  product: Product
) {
  const node = [process.execPath, '--import=@poppinss/ts-exec', barePipeline]
  const command = ['-c', cores, ...node, folder, String(concurrency), product]
  const { stdout } = await run('taskset', command, { env: { ...process.env, ...MEMORY } })
  return Number(stdout)
}

/** Photos that are done before the rest is counted, for V8 compiles what runs often at first. */
export const WARM_UP = 8

/** Photos a second of a worker with a full queue, and its highest resident memory in bytes. */
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
  // Times are read from the rows afterwards: polling faster would only take CPU time from the worker.
  await untilReady(database, assetIds, assetIds.length, { pauseMs: 200, variants: 2 })
  const peak = peakMemory(worker.pid!)
  await stop(worker)
  return { peak, ...(await photosPerSecond(database, assetIds)) }
}

/** Thumbnails come first, so all variants of all photos take from the first job to the last. */
async function photosPerSecond(database: pg.Pool, assetIds: string[]) {
  const text = `select kind, extract(epoch from updated_at)::float8 as second
    from jobs where asset_id = any($1) and state = 'completed' order by updated_at`
  const { rows } = await database.query<{ kind: string; second: number }>(text, [assetIds])
  const first = rows.filter(({ kind }) => kind === 'process').map(({ second }) => second)
  const last = rows.at(-1)!.second
  return {
    thumbnail: (first.length - WARM_UP) / (first.at(-1)! - first[WARM_UP - 1]),
    variants: (first.length - 1) / (last - first[0]),
  }
}

/** The seconds from `complete` to the thumbnail, one photo after the other. */
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
