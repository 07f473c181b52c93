import db from '@adonisjs/lucid/services/db'

interface JobCounts {
  waiting: number
  active: number
  delayed: number
  completed: number
  failed: number
}

/** How many jobs there are, by state; a queued job whose retry is still ahead counts as delayed. */
export class CountJobs {
  async handle(): Promise<JobCounts> {
    const counts = await db
      .from('jobs')
      .select(
        db.raw(`count(*) filter (where state = 'queued' and run_at <= now()) as waiting`),
        db.raw(`count(*) filter (where state = 'active') as active`),
        db.raw(`count(*) filter (where state = 'queued' and run_at > now()) as delayed`),
        db.raw(`count(*) filter (where state = 'completed') as completed`),
        db.raw(`count(*) filter (where state = 'failed') as failed`)
      )
      .firstOrFail()
    return counts
  }
}
