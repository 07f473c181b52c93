import { createPostgresBackend, DelayedError, withBackend, Worker as RedisWorker } from 'bullmq'
import type { Job } from 'bullmq'
import { queueSchema } from '#config/queue'
import type { QueueOptions } from '#queue/media_queue'

export interface MediaWorkerOptions extends QueueOptions {
  concurrency: number
  /** Works on one job, and says when to try again where it must be tried again. */
  handle: (jobId: string) => Promise<{ retryAt?: Date }>
  onError: (error: Error) => void
}

/**
 * Takes jobs from the queue, some at a time, until it is closed; closing waits for those in work.
 * A job whose worker died is handed out again after about ten seconds.
 */
export function startMediaWorker(options: MediaWorkerOptions) {
  const { name, redisUrl, databaseUrl, concurrency, handle, onError } = options

  async function process(job: Job<{ id: string }>, token?: string) {
    const { retryAt } = await handle(job.data.id)
    if (!retryAt) return
    await job.moveToDelayed(retryAt.getTime(), token)
    throw new DelayedError()
  }

  const settings = {
    concurrency,
    lockDuration: 10_000,
    stalledInterval: 5_000,
    // How often a job may be tried is the row's to say.
    maxStalledCount: 1_000,
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 0 },
  }
  const worker = redisUrl
    ? new RedisWorker(name, process, {
        ...settings,
        prefix: '{media-inbox}',
        connection: { url: redisUrl, maxRetriesPerRequest: null },
      })
    : new (withBackend(createPostgresBackend).Worker)(name, process, {
        ...settings,
        connection: { connectionString: databaseUrl, schema: queueSchema, max: 4 },
      })
  worker.on('error', onError)
  return worker
}
