import logger from '@adonisjs/core/services/logger'
import { readClock, watchClock } from '#app/persistence/clock_guard'

/** Notes the time of the database, and warns for as long as it is not trusted after a jump. */
export class WatchClock {
  async handle() {
    if (await watchClock()) return
    const { ahead } = await readClock()
    logger.warn(
      { days: Math.round(ahead / 86_400) },
      'the clock of the database jumped ahead: nothing is erased by time until clock:confirm'
    )
  }
}
