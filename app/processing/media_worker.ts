import { setTimeout as sleep } from 'node:timers/promises'
import { createPostgresBackend, DelayedError, withBackend, Worker as RedisWorker } from 'bullmq'
import type { Job } from 'bullmq'
import type { Cluster, Redis } from 'ioredis'
import { postgresConnection } from '#app/queue/connections'
import { connectRedis, reconnectIn } from '#app/persistence/redis/connect'
import type { QueueOptions } from '#app/jobs/media_queue'
import { queuePrefix } from '#config/queue'

export interface MediaWorkerOptions extends QueueOptions {
  concurrency: number
  /** Called for each id in the queue; returns when to wake up again for it, if it must be. */
  handle: (jobId: string) => Promise<{ retryAt?: Date }>
  onError: (error: Error) => void
}

/** What both backends' workers have in common, as far as it is used here. */
interface BackedWorker {
  waitUntilReady(): Promise<unknown>
  on(event: 'error', listener: (error: Error) => void): unknown
  close(): Promise<void>
}

const PAUSE_MILLISECONDS = 1_000

/**
 * Takes jobs from the queue, some at a time, until it is closed. A job whose worker died is handed
 * out again after about ten seconds. Waits for a queue that is down, at the start too.
 */
export class MediaWorker {
  readonly #options: MediaWorkerOptions
  readonly #closing = new AbortController()
  #worker?: BackedWorker
  #redis?: Redis | Cluster

  constructor(options: MediaWorkerOptions) {
    this.#options = options
  }

  /** Begins to take jobs; resolves once the queue has been reached. */
  async start() {
    while (!this.#closing.signal.aborted) {
      this.#worker = this.#open()
      try {
        return await this.#worker.waitUntilReady()
      } catch (error) {
        // On PostgreSQL, one that could not reach the queue at first would never try again.
        this.#options.onError(error as Error)
        await this.#end()
        await sleep(PAUSE_MILLISECONDS)
      }
    }
  }

  /** Takes no more jobs and waits for the active ones, however long they take. */
  async close() {
    this.#closing.abort()
    await this.#end()
  }

  async #end() {
    await this.#worker?.close()
    // The connection that was given to it is not its own.
    this.#redis?.disconnect()
  }

  #open(): BackedWorker {
    const { name, redisUrl, databaseUrl, concurrency, onError } = this.#options
    const settings = {
      concurrency,
      lockDuration: 10_000,
      stalledInterval: 5_000,
      runRetryDelay: PAUSE_MILLISECONDS,
      // How often a job may be tried is the row's to say.
      maxStalledCount: 1_000,
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
    }
    const process = (job: Job<{ id: string }>, token?: string) => this.#process(job, token)
    // A worker that is stopping does not wait for a Redis that is down.
    const retryStrategy = (times: number) =>
      this.#closing.signal.aborted ? null : reconnectIn(times)
    if (redisUrl)
      this.#redis = connectRedis(redisUrl, { maxRetriesPerRequest: null, retryStrategy })
    const worker: BackedWorker = this.#redis
      ? new RedisWorker(name, process, {
          ...settings,
          prefix: queuePrefix,
          connection: this.#redis,
        })
      : new (withBackend(createPostgresBackend).Worker)(name, process, {
          ...settings,
          connection: { ...postgresConnection(databaseUrl), max: 4 },
        })
    worker.on('error', onError)
    return worker
  }

  async #process(job: Job<{ id: string }>, token?: string) {
    const { retryAt } = await this.#options.handle(job.data.id)
    if (!retryAt) return
    await job.moveToDelayed(retryAt.getTime(), token)
    throw new DelayedError()
  }
}
