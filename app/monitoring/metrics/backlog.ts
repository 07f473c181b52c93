import db from '@adonisjs/lucid/services/db'
import { ALIVE } from '#app/accounts/sessions/models/session_statements'

/** The backlog and the sessions, read from the rows. */
export interface Backlog {
  waiting: number
  delayed: number
  active: number
  failed: number
  /** How long the first of those that wait has been due; 0 where none waits. */
  oldestSeconds: number
  sessions: number
  /** Mails that wait to be sent, and those that failed permanently within the last month. */
  mailsWaiting: number
  mailsFailed: number
}

// Counting further would only make the scrape slower: nobody acts otherwise on a larger number.
const MOST = 100_000
const SECONDS_AT_MOST = 2

/** Reads the backlog, by indexes alone and within two seconds. */
export async function readBacklog(): Promise<Backlog> {
  return db.transaction(async (trx) => {
    await trx.rawQuery(`set local statement_timeout = '${SECONDS_AT_MOST}s'`)
    const { rows } = await trx.rawQuery(QUERY)
    return rows[0]
  })
}

const count = (from: string) =>
  `(select count(*) from (select 1 from ${from} limit ${MOST}) counted)`

const QUERY = `select
  ${count(`jobs where state = 'queued' and run_at <= now()`)} as waiting,
  ${count(`jobs where state = 'queued' and run_at > now()`)} as delayed,
  ${count(`jobs where state = 'active'`)} as active,
  ${count(`jobs where state = 'failed'`)} as failed,
  ${count(`sessions where ${ALIVE}`)} as sessions,
  ${count('mails where failed_at is null')} as "mailsWaiting",
  ${count('mails where failed_at is not null')} as "mailsFailed",
  coalesce((
    select extract(epoch from now() - min(run_at)) from jobs
    where state = 'queued' and run_at <= now()
  ), 0)::float as "oldestSeconds"`
