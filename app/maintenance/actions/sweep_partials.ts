import store from '#app/storage/main'
import logger from '@adonisjs/core/services/logger'
import { orphanGraceSeconds } from '#config/sweep'

/** Removes what killed processes have left of writes to the store, once nobody adds to it. */
export class SweepPartials {
  async handle() {
    const removed = await store.removePartials(new Date(Date.now() - orphanGraceSeconds * 1_000))
    if (removed > 0) logger.warn({ partials: removed }, 'removed what was left of writes')
  }
}
