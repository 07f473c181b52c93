import type Job from '#models/job'
import { processingSeconds } from '#config/queue'

const BEAT_MILLISECONDS = 5_000

/**
 * Tells the database every five seconds that this run is alive, until it is disposed of. Its signal
 * aborts when another run has taken the job over, the job is gone, or the run has lasted too long.
 */
export function keepAlive(job: Job): { signal: AbortSignal } & Disposable {
  const lost = new AbortController()
  const beat = async () => {
    // A database that is away for a moment is not a lost job: the next beat tells.
    const owned = await job.beat().catch(() => true)
    if (!owned) lost.abort(new Error('another run has taken the job over'))
  }
  const timer = setInterval(beat, BEAT_MILLISECONDS)
  const deadline = AbortSignal.timeout(processingSeconds * 1_000)
  return {
    signal: AbortSignal.any([lost.signal, deadline]),
    [Symbol.dispose]: () => clearInterval(timer),
  }
}
