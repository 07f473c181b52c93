import app from '@adonisjs/core/services/app'
import { MediaQueue } from '#app/jobs/media_queue'

let queue: MediaQueue

/** The media queue of this process. */
await app.booted(async () => {
  queue = await app.container.make(MediaQueue)
})

export { queue as default }
