import db from '@adonisjs/lucid/services/db'
import type { JobKind } from '#app/jobs/models/job'
import { chargeAllowance, chargesForgiven } from '#config/queue'

/** Which job a worker may begin next. */
export interface Turn {
  kind: JobKind
  /** The account that was served last; the turn is with those after it. */
  after: string
  /** Accounts that hold all the slots they may. */
  except: string[]
}

/** Comes before every account. */
export const FIRST_TURN = '00000000-0000-0000-0000-000000000000'

/**
 * The id of the next job, as an expression: one whose run has died, or the first that is due of the
 * account whose turn it is. An account that owes more than its allowance comes last, then the one
 * with fewer active jobs comes first. Each step reads one entry of an index, so that a long queue
 * costs as much as a short one.
 */
export function nextJob({ kind, after, except }: Turn) {
  return db.raw(NEXT, { kind, after, except, chargeAllowance, chargesForgiven, most: MAX_ACCOUNTS })
}

/** Accounts that are compared for one turn. */
const MAX_ACCOUNTS = 50

const NEXT = `coalesce((
  select id from jobs
  where state = 'active' and heartbeat_at < now() - interval '15 seconds' and kind = :kind
    and charge_to <> all (:except::uuid[])
  order by heartbeat_at limit 1 for update skip locked
), (
  with recursive accounts as (
    (
      select charge_to, run_at, 1 as place from jobs
      where state = 'queued' and kind = :kind and charge_to > :after
      order by charge_to, run_at limit 1
    )
    union all
    select next.charge_to, next.run_at, place + 1 from accounts, lateral (
      select charge_to, run_at from jobs
      where state = 'queued' and kind = :kind and charge_to > accounts.charge_to
      order by charge_to, run_at limit 1
    ) next
    where place < :most
  ), active as (
    select charge_to, count(*) as jobs from jobs where state = 'active' group by charge_to
  ), turns as (
    select charge_to from accounts
    left join active using (charge_to)
    left join processing_charges charges using (charge_to)
    where run_at <= now() and charge_to <> all (:except::uuid[])
    order by
      coalesce(
        seconds - extract(epoch from now() - updated_at) * :chargesForgiven > :chargeAllowance,
        false
      ),
      coalesce(jobs, 0), place
  )
  select job.id from turns, lateral (
    select id from jobs
    where state = 'queued' and kind = :kind and charge_to = turns.charge_to and run_at <= now()
    order by run_at, id limit 1 for update skip locked
  ) job
  limit 1
))`
