import type { ApplicationService } from '@adonisjs/core/types'
import { Outage } from '#app/observability/logging/outage'
import { redisUrl } from '#config/redis'

/** Connects to Redis before the first request is counted, and logs when the connection is lost or restored. */
export default class LimitsProvider {
  constructor(private app: ApplicationService) {}

  async ready() {
    if (!redisUrl || this.app.getEnvironment() !== 'web') return
    const redis = await this.app.container.make('redis')
    // It would call each attempt to connect fatal.
    redis.doNotLogErrors()
    const outage = new Outage('Redis')
    const connection = redis.connection('limits')
    connection.on('error', ({ error }) => outage.begin(error))
    connection.on('ready', () => outage.end())
  }
}
