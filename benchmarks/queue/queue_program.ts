/*
 * Puts jobs into the application's queue, as many requests at once do, and lets its worker take
 * them, with nothing to do for each. Prints how many it did a second.
 */
import 'reflect-metadata'
import { ignite } from '../../bin/ignite.js'

const [jobs, lanes] = process.argv.slice(2).map(Number)

const app = ignite().createApp('console')
await app.init()
await app.boot()

const { v7 } = await import('uuid')
const { MediaQueue } = await import('#app/jobs/media_queue')
const { MediaWorker } = await import('#app/processing/media_worker')
const { queueConfig, workerConcurrency } = await import('#config/queue')

const queue = new MediaQueue(queueConfig)
await queue.check()
const added = await perSecond(async () => {
  const ids = Array.from({ length: jobs }, () => v7()).values()
  const lane = async () => {
    for (const id of ids) await queue.enqueue([{ id }])
  }
  await Promise.all(Array.from({ length: lanes }, lane))
})

const taken = await perSecond(async () => {
  const all = Promise.withResolvers<void>()
  let count = 0
  const handle = async () => {
    if (++count === jobs) all.resolve()
    return {}
  }
  const options = { ...queueConfig, concurrency: workerConcurrency, handle, onError: all.reject }
  const worker = new MediaWorker(options)
  await worker.start()
  await all.promise
  await worker.close()
})

await queue.close()
await app.terminate()
console.log(JSON.stringify({ added, taken }))

async function perSecond(work: () => Promise<void>) {
  const startedAt = performance.now()
  await work()
  return jobs / ((performance.now() - startedAt) / 1_000)
}
