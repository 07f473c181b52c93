import store from '#app/storage/main'
import { readClock, isClockTrusted } from '#app/persistence/clock_guard'
import logger from '@adonisjs/core/services/logger'
import { partialGraceSeconds } from '#config/sweep'

/** Removes what killed processes left of writes to the store, once nothing is added to it. */
export class SweepPartials {
  async handle() {
    if (!(await isClockTrusted())) return
    const { now } = await readClock()
    const removed = await store.removePartials(
      new Date(now.getTime() - partialGraceSeconds * 1_000)
    )
    if (removed > 0) logger.warn({ partials: removed }, 'removed what was left of writes')
  }
}
