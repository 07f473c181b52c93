import type { ApplicationService } from '@adonisjs/core/types'
import type { Announcements } from '#app/persistence/announcements/announcements'
import { EventStreams } from '#app/assets/events/event_streams'
import { PostgresAnnouncements } from '#app/persistence/announcements/postgres_announcements'
import { RedisAnnouncements } from '#app/persistence/announcements/redis_announcements'
import { queueConfig } from '#config/queue'

/** Makes what carries events between nodes: Redis where there is one, else PostgreSQL. */
export default class EventsProvider {
  #announcements?: Announcements

  constructor(protected app: ApplicationService) {}

  register() {
    this.app.container.singleton('announcements', () => {
      const { redisUrl, databaseUrl } = queueConfig
      this.#announcements = redisUrl
        ? new RedisAnnouncements(redisUrl)
        : new PostgresAnnouncements(databaseUrl)
      return this.#announcements
    })
    this.app.container.singleton(EventStreams, async (resolver) => {
      const streams = new EventStreams(await resolver.make('announcements'))
      // The first stream opens after the server has: what is registered later runs first, and the
      // server would wait for its streams to end.
      this.app.terminating(() => streams.closeAll())
      return streams
    })
  }

  async shutdown() {
    await this.#announcements?.close()
  }
}

declare module '@adonisjs/core/types' {
  export interface ContainerBindings {
    announcements: Announcements
  }
}
