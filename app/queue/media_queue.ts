import { Redis } from 'ioredis'
import { createPostgresBackend, Queue as RedisQueue, withBackend } from 'bullmq'
import type { JobsOptions, JobType } from 'bullmq'
import logger from '@adonisjs/core/services/logger'
import { queueSchema } from '#config/queue'

export interface QueueOptions {
  name: string
  redisUrl?: string
  databaseUrl: string
}

/** A job as the queue knows it: an id alone, for the row is the truth. */
export interface QueuedJob {
  id: string
  runAt?: Date
}

/** What both backends' queues have in common, as far as it is used here. */
interface BackedQueue {
  addBulk(jobs: { name: string; data: { id: string }; opts: JobsOptions }[]): Promise<unknown>
  remove(id: string): Promise<unknown>
  getJobCounts(...states: JobType[]): Promise<unknown>
  on(event: 'error', listener: (error: Error) => void): unknown
  close(): Promise<void>
}

/**
 * The line in front of the workers, on Redis or PostgreSQL. It may be lost at any time: the sweep
 * fills it again from the jobs table. Every call is bounded in time.
 */
export class MediaQueue {
  #queue: BackedQueue
  #redis?: Redis

  constructor({ name, redisUrl, databaseUrl }: QueueOptions) {
    if (redisUrl) {
      this.#redis = producerConnection(redisUrl)
      this.#queue = new RedisQueue(name, { connection: this.#redis, prefix: '{media-inbox}' })
    } else {
      const { Queue } = withBackend(createPostgresBackend)
      const connection = { connectionString: databaseUrl, schema: queueSchema, max: 2 }
      this.#queue = new Queue(name, { connection })
    }
    // Without a listener an outage would end the process.
    this.#queue.on('error', (error) => logger.debug({ reason: error.message }, 'queue'))
  }

  /** Puts jobs in line; one that stands there already stays where it is. */
  async enqueue(jobs: QueuedJob[]) {
    await this.#queue.addBulk(
      jobs.map(({ id, runAt }) => ({
        name: 'process',
        data: { id },
        opts: {
          jobId: id,
          delay: Math.max(0, (runAt?.getTime() ?? 0) - Date.now()),
          removeOnComplete: true,
          removeOnFail: true,
        },
      }))
    )
  }

  /** Takes a job out of the line, where it still waits there. */
  async remove(id: string) {
    await this.#queue.remove(id)
  }

  /** Rejects where the queue does not answer. */
  async check() {
    await this.#queue.getJobCounts('waiting')
  }

  /** What Redis does when its memory is full; null where PostgreSQL carries the queue. */
  async evictionPolicy() {
    const memory = await this.#redis?.info('memory')
    return memory?.match(/maxmemory_policy:(\S+)/)?.[1] ?? null
  }

  async close() {
    await this.#queue.close()
    this.#redis?.disconnect()
  }
}

// A request must not wait for a queue that is away: it fails at once, and the sweep makes up for it.
function producerConnection(url: string) {
  return new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 2_000,
    commandTimeout: 2_000,
    retryStrategy: (times) => Math.min(times * 200, 2_000),
  })
}
