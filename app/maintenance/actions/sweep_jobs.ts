import db from '@adonisjs/lucid/services/db'
import queue from '#app/jobs/main'
import { RUN_IS_DEAD } from '#app/jobs/models/job'
import { headOfLine, reenqueueAfterSeconds } from '#config/sweep'

interface WaitingJob {
  id: string
  run_at: Date
}

/**
 * Makes the queue hold what the jobs table says. Only the head of the line is looked at, for that
 * is what the workers take next: a queue that was wiped fills again as they go. Runs that have
 * died without the queue noticing are handed out again. Returns how many ids it enqueued.
 */
export class SweepJobs {
  async handle() {
    const jobs = [...(await this.#waiting()), ...(await this.#dead())]
    if (jobs.length === 0) return 0
    await queue.enqueue(jobs.map(({ id, run_at: runAt }) => ({ id, runAt })))
    const ids = jobs.map(({ id }) => id)
    await db
      .from('jobs')
      .whereIn('id', ids)
      .update({ enqueued_at: db.raw('now()') })
    return jobs.length
  }

  #waiting(): Promise<WaitingJob[]> {
    const head = db
      .from('jobs')
      .where('state', 'queued')
      .orderBy(['run_at', 'id'])
      .limit(headOfLine)
      .select('id', 'run_at', 'enqueued_at')
    return db
      .from(head.as('head'))
      .whereNull('enqueued_at')
      .orWhereRaw(`enqueued_at < now() - ? * interval '1 second'`, [reenqueueAfterSeconds])
      .select('id', 'run_at')
  }

  #dead(): Promise<WaitingJob[]> {
    return db
      .from('jobs')
      .whereRaw(RUN_IS_DEAD)
      .orderBy(['heartbeat_at', 'id'])
      .limit(headOfLine)
      .select('id', 'run_at')
  }
}
