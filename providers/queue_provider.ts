import type { ApplicationService } from '@adonisjs/core/types'
import { MediaQueue } from '#app/jobs/media_queue'
import { queueConfig } from '#config/queue'

/** Makes the media queue when it is first needed, and closes it so that the process can exit. */
export default class QueueProvider {
  #queue?: MediaQueue

  constructor(protected app: ApplicationService) {}

  register() {
    this.app.container.singleton(MediaQueue, () => {
      this.#queue = new MediaQueue(queueConfig)
      return this.#queue
    })
  }

  async shutdown() {
    await this.#queue?.close()
  }
}
