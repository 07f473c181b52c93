import type { Cluster, Redis } from 'ioredis'
import { setTimeout as sleep } from 'node:timers/promises'
import { createPostgresBackend, Queue as RedisQueue, withBackend } from 'bullmq'
import type { JobsOptions, JobType } from 'bullmq'
import logger from '@adonisjs/core/services/logger'
import { QueueUnavailable } from '#app/jobs/errors'
import { postgresConnection } from '#app/queue/connections'
import { connectRedis, reconnectIn, serversOf } from '#app/persistence/redis/connect'
import { queuePrefix } from '#config/queue'

export interface QueueOptions {
  name: string
  redisUrl?: string
  databaseUrl: string
}

/**
 * A job as the queue knows it: an id alone, for the row is the truth. It wakes a worker up, which
 * begins the job whose turn it is by the rows.
 */
export interface QueuedJob {
  id: string
  runAt?: Date
}

/** What both backends' queues have in common, as far as it is used here. */
interface BackedQueue {
  waitUntilReady(): Promise<unknown>
  add(name: string, data: { id: string }, opts: JobsOptions): Promise<unknown>
  addBulk(jobs: { name: string; data: { id: string }; opts: JobsOptions }[]): Promise<unknown>
  remove(id: string): Promise<unknown>
  getJobCounts(...states: JobType[]): Promise<unknown>
  on(event: 'error', listener: (error: Error) => void): unknown
  close(): Promise<void>
}

const ANSWER_MILLISECONDS = 2_000

/**
 * The line in front of the workers, on Redis or PostgreSQL. It may be lost at any time: the sweep
 * fills it again from the jobs table. Every call ends within two seconds: `QueueUnavailable` where
 * the queue is unavailable.
 */
export class MediaQueue {
  readonly #options: QueueOptions
  #redis?: Redis | Cluster
  #queue?: BackedQueue

  constructor(options: QueueOptions) {
    this.#options = options
  }

  /** Enqueues jobs; one that is queued already keeps its place. */
  async enqueue(jobs: QueuedJob[]) {
    const entries = jobs.map(({ id, runAt }) => ({
      name: 'process',
      data: { id },
      opts: {
        jobId: id,
        delay: Math.max(0, (runAt?.getTime() ?? 0) - Date.now()),
        removeOnComplete: true,
        removeOnFail: true,
      },
    }))
    const [{ name, data, opts }] = entries
    // On PostgreSQL a bulk makes two temporary tables, which takes four times as long as one job.
    await this.#ask((queue) =>
      entries.length === 1 ? queue.add(name, data, opts) : queue.addBulk(entries)
    )
  }

  /** Removes a job from the queue if it still waits there. */
  async remove(id: string) {
    await this.#ask((queue) => queue.remove(id))
  }

  /** Rejects where the queue does not answer. */
  async check() {
    await this.#ask((queue) => queue.getJobCounts('waiting'))
  }

  /** What each Redis server does when its memory is full; empty where PostgreSQL carries the queue. */
  evictionPolicies() {
    return this.#ask(async () => {
      const servers = this.#redis ? serversOf(this.#redis) : []
      const infos = await Promise.all(servers.map((server) => server.info('memory')))
      return infos.map((memory) => memory.match(/maxmemory_policy:(\S+)/)?.[1])
    })
  }

  async close() {
    this.#redis?.disconnect()
    await this.#queue?.close()
  }

  async #ask<Answer>(question: (queue: BackedQueue) => Promise<Answer>): Promise<Answer> {
    const away = this.#redis && ['reconnecting', 'close', 'end'].includes(this.#redis.status)
    if (away) throw new QueueUnavailable()

    const deadline = new AbortController()
    try {
      return await Promise.race([this.#answer(question), timeout(deadline.signal)])
    } catch (cause) {
      throw cause instanceof QueueUnavailable ? cause : new QueueUnavailable(undefined, { cause })
    } finally {
      deadline.abort()
    }
  }

  async #answer<Answer>(question: (queue: BackedQueue) => Promise<Answer>) {
    const queue = (this.#queue ??= this.#open())
    try {
      await queue.waitUntilReady()
    } catch (error) {
      // On PostgreSQL, one that could not be reached at first stays unreachable for ever.
      if (this.#queue === queue) this.#queue = undefined
      await queue.close()
      throw error
    }
    return question(queue)
  }

  #open(): BackedQueue {
    const { name, redisUrl, databaseUrl } = this.#options
    if (redisUrl) this.#redis = producerConnection(redisUrl)
    const queue: BackedQueue = this.#redis
      ? new RedisQueue(name, { connection: this.#redis, prefix: queuePrefix })
      : new (withBackend(createPostgresBackend).Queue)(name, {
          connection: { ...postgresConnection(databaseUrl), max: 2 },
        })
    // Without a listener an outage would end the process.
    queue.on('error', (error) => logger.debug({ reason: error.message }, 'queue'))
    return queue
  }
}

// A request must not wait for a queue that is down: enqueueing fails at once, and the sweep does it later.
function producerConnection(url: string) {
  return connectRedis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: ANSWER_MILLISECONDS,
    commandTimeout: ANSWER_MILLISECONDS,
    retryStrategy: reconnectIn,
  })
}

async function timeout(signal: AbortSignal): Promise<never> {
  await sleep(ANSWER_MILLISECONDS, undefined, { signal })
  throw new QueueUnavailable()
}
