import logger from '@adonisjs/core/services/logger'
import type Job from '#models/job'
import { describeFailure } from '#queue/failure'
import { processingSeconds } from '#config/queue'

const BEAT_MILLISECONDS = 5_000

export interface Life extends Disposable {
  /** Aborts when the job is lost, or when the run has lasted too long. */
  signal: AbortSignal
  /** Another run has taken the job over, or the job is gone. */
  readonly isLost: boolean
}

/** Tells the database every five seconds that this run is alive, until it is disposed of. */
export function keepAlive(job: Job): Life {
  const lost = new AbortController()
  const beat = async () => {
    try {
      if (!(await job.beat())) lost.abort(new Error('another run has taken the job over'))
    } catch (error) {
      // A database that is away for a moment is not a lost job: the next beat tells.
      logger.debug(
        { job_id: job.id, asset_id: job.assetId, reason: describeFailure(error) },
        'a heartbeat failed'
      )
    }
  }
  const timer = setInterval(beat, BEAT_MILLISECONDS)
  return {
    signal: AbortSignal.any([lost.signal, AbortSignal.timeout(processingSeconds * 1_000)]),
    get isLost() {
      return lost.signal.aborted
    },
    [Symbol.dispose]: () => clearInterval(timer),
  }
}
