/*
 * A worker that takes one job from a queue, says so, and never ends it.
 */
import 'reflect-metadata'
import { ignite } from '../../../bin/ignite.js'

const app = ignite().createApp('console')
await app.init()
await app.boot()
const { MediaWorker } = await import('#app/processing/media_worker')

const worker = new MediaWorker({
  ...JSON.parse(process.argv[2]),
  concurrency: 1,
  handle: (id) => {
    console.log(`took ${id}`)
    return new Promise(() => {})
  },
  onError: (error) => console.log(error.message),
})
await worker.start()
