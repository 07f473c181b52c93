import logger from '@adonisjs/core/services/logger'
import type Job from '#app/jobs/models/job'
import { describeFailure } from '#app/observability/logging/failure'
import { processingSeconds } from '#config/queue'

const BEAT_MILLISECONDS = 5_000

export interface Heartbeat extends Disposable {
  /** Aborts when the job is lost, or when the run has lasted too long. */
  signal: AbortSignal
  /** Another run has taken the job over, or the job is gone. */
  readonly isLost: boolean
}

/** Records in the database every five seconds that this run is alive, until disposed. */
export function keepAlive(job: Job): Heartbeat {
  const over = new AbortController()
  let isLost = false
  const beat = async () => {
    try {
      if (await job.beat()) return
      isLost = true
      over.abort(new Error('another run has taken the job over'))
    } catch (error) {
      // A database that is down for a moment does not mean a lost job: the next heartbeat shows it.
      logger.debug(
        { job_id: job.id, asset_id: job.assetId, reason: describeFailure(error) },
        'a heartbeat failed'
      )
    }
  }
  const beats = setInterval(beat, BEAT_MILLISECONDS)
  // `AbortSignal.timeout` would be kept for all of that time after each job.
  const deadline = setTimeout(() => {
    over.abort(new Error(`it has taken longer than ${processingSeconds} s`))
  }, processingSeconds * 1_000)
  return {
    signal: over.signal,
    get isLost() {
      return isLost
    },
    [Symbol.dispose]: () => {
      clearInterval(beats)
      clearTimeout(deadline)
    },
  }
}
