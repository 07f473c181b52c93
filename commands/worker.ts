import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

export default class Worker extends BaseCommand {
  static commandName = 'worker'
  static description = 'Process uploads and repair what was interrupted, until stopped'
  static help = [
    'Any number of workers may run, on any number of machines. One of them sweeps.',
    'SIGTERM and Ctrl-C let the jobs in work finish.',
  ]
  static options: CommandOptions = { startApp: true, staysAlive: true }

  @flags.number({ description: 'Jobs at a time; WORKER_CONCURRENCY or 2 by default' })
  declare concurrency: number

  async run() {
    // Not above: every command loads this file, and some must run without any configuration.
    const { default: logger } = await import('@adonisjs/core/services/logger')
    const { metricsHost, workerMetricsPort } = await import('#config/metrics')
    const { serveMetrics } = await import('#app/monitoring/metrics/server')
    const { isTraced } = await import('#config/tracing')
    const { tools } = await import('#config/media')
    const { describeTools } = await import('#app/media/tools')
    const { queueConfig, workerConcurrency, workerMaxMemory } = await import('#config/queue')
    const { MediaWorker } = await import('#app/processing/media_worker')
    const { takeTurn } = await import('#app/processing/actions/take_turn')
    const { Turns } = await import('#app/processing/turns')
    const { sweepUntil } = await import('#app/maintenance/sweeper')
    const { Deliverer } = await import('#app/webhooks/delivery/deliverer')
    const { reportQueueErrors } = await import('#app/processing/queue_errors')
    const { checkServices } = await import('#app/installation/check_services')
    const { reportFailedStart } = await import('#app/process/start_error')
    const { withinDeadline } = await import('#app/processing/jobs')
    const { removeAbandonedWork } = await import('#app/processing/work_folders')
    const concurrency = this.concurrency ?? workerConcurrency
    const stop = new AbortController()
    const turns = new Turns(concurrency)

    await checkServices(async (error) => {
      reportFailedStart(error)
      await this.terminate()
    })
    const tracing = isTraced && (await this.#trace())
    const metrics = workerMetricsPort && (await serveMetrics(metricsHost, workerMetricsPort))
    await removeAbandonedWork()
    const worker = new MediaWorker({
      ...queueConfig,
      concurrency: turns.total,
      handle: async () => {
        const outcome = await takeTurn(turns, stop.signal)
        const memory = process.memoryUsage.rss()
        if (memory > workerMaxMemory && !stop.signal.aborted) {
          logger.warn({ memory }, 'above WORKER_MAX_MEMORY_BYTES: exiting, to be restarted')
          stop.abort()
          // Not awaited: it waits for this job.
          void this.terminate()
        }
        return outcome
      },
      onError: reportQueueErrors(),
    })
    const starting = worker.start()
    const sweeping = sweepUntil(stop.signal)
    const delivering = new Deliverer().run(stop.signal)

    this.app.terminating(async () => {
      stop.abort()
      const isDone = await withinDeadline(Promise.all([worker.close(), sweeping, delivering]))
      if (metrics) await metrics.close()
      if (tracing) await tracing.close()
      // The database would wait for them. Another worker takes them over, as after a crash.
      if (!isDone) process.exit()
    })
    await starting
    logger.info({ concurrency, ...describeTools(tools) }, 'worker ready')
  }

  async #trace() {
    const { tracingOf } = await import('#config/tracing')
    const { startTracing } = await import('#app/observability/tracing/start')
    const { http } = await import('#config/app')
    return startTracing(tracingOf('worker'), http.trustProxy)
  }

  /** Without this, what is already running would keep a failed start alive. */
  async completed() {
    if (this.error) await this.terminate()
  }
}
