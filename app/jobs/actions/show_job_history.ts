import db from '@adonisjs/lucid/services/db'

/** What happened within a while that begins at `start`. */
export interface JobPeriod {
  start: Date
  completed: number
  failed: number
  /** Jobs that were queued or active when it ended. */
  depth: number
}

interface Counts {
  start: Date
  begun: number
  completed: number
  failed: number
  open: number
}

/**
 * The last 24 hours in halves of an hour, oldest first, from the rows of the jobs alone: those of
 * assets that were deleted meanwhile are not in it, and one that was retried counts where it ended
 * at last.
 */
export class ShowJobHistory {
  async handle(): Promise<JobPeriod[]> {
    const { rows } = await db.rawQuery(HISTORY)
    const periods: JobPeriod[] = []
    let [depth] = rows.map(({ open }: Counts) => open)
    // From what is open now, back over what came and went.
    for (const { start, begun, completed, failed } of rows as Counts[]) {
      periods.unshift({ start, completed, failed, depth: Math.max(0, depth) })
      depth -= begun - completed - failed
    }
    return periods
  }
}

// Ids sort by time: the first one of yesterday bounds what is read, without an index on the time.
const HISTORY = `
  with periods as (
    select generate_series(
      date_bin('30 minutes', now(), 'epoch') - interval '23.5 hours',
      date_bin('30 minutes', now(), 'epoch'),
      '30 minutes'
    ) as start
  ), begun as (
    select date_bin('30 minutes', created_at, 'epoch') as start, count(*) as begun
    from jobs
    where id >= (lpad(to_hex((extract(epoch from now() - interval '24 hours') * 1000)::bigint), 12, '0')
      || '00000000000000000000')::uuid
    group by 1
  ), ended as (
    select date_bin('30 minutes', updated_at, 'epoch') as start,
      count(*) filter (where state = 'completed') as completed,
      count(*) filter (where state = 'failed') as failed
    from jobs
    where state in ('completed', 'failed') and updated_at > now() - interval '24 hours'
    group by 1
  )
  select periods.start, coalesce(begun, 0) as begun, coalesce(completed, 0) as completed,
    coalesce(failed, 0) as failed,
    (select count(*) from jobs where state in ('queued', 'active')) as open
  from periods left join begun using (start) left join ended using (start)
  order by start desc
`
