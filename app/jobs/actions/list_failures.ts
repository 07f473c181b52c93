import db from '@adonisjs/lucid/services/db'

/** Failed jobs that failed for one reason. */
export interface Failures {
  /** The code of the last error. */
  reason: string
  count: number
  oldestAt: Date
}

const MAX_REASONS = 50

/** Why jobs have failed, the most frequent reason first. */
export class ListFailures {
  async handle(): Promise<Failures[]> {
    return db
      .from('jobs')
      .where('state', 'failed')
      .select(db.raw(`split_part(last_error, ':', 1) as reason`))
      .count('* as count')
      .min('updated_at as oldestAt')
      .groupBy('reason')
      .orderBy('count', 'desc')
      .limit(MAX_REASONS)
  }
}
