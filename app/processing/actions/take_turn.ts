import { setTimeout as sleep } from 'node:timers/promises'
import { RunJob } from '#app/processing/actions/run_job'
import type { Turns } from '#app/processing/turns'

/** How often a slot that is kept free looks for a job of somebody else. */
const PAUSE_MILLISECONDS = 100

/**
 * Runs the next job when the queue wakes a worker up. If all that is due has to wait for a slot,
 * this slot waits too, for a job of somebody else or the end of another one; so no wake-up is lost.
 */
export async function takeTurn(turns: Turns, stop: AbortSignal): Promise<{ retryAt?: Date }> {
  let job = await turns.begin()
  while (!job && turns.isHeldBack && !stop.aborted) {
    await sleep(PAUSE_MILLISECONDS)
    job = await turns.begin()
  }
  if (!job) return {}
  try {
    return await new RunJob().handle({ job })
  } finally {
    turns.end(job)
  }
}
