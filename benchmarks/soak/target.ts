import { readdirSync } from 'node:fs'
import { residentMemory } from '../support/memory.js'

/** An API and a worker under test, and how to look into their database. */
export interface Target {
  url: string
  /** Of a user whose limits are out of reach. */
  token: string
  apiPid: number
  workerPid: number
  query<Row>(text: string): Promise<Row[]>
}

/** What must not creep upwards: bytes, and numbers of open things. */
export interface Sample {
  /** Seconds since the beginning. */
  at: number
  apiMemory: number
  workerMemory: number
  apiFiles: number
  workerFiles: number
  connections: number
}

export async function look(target: Target, startedAt: number): Promise<Sample> {
  const { apiPid, workerPid } = target
  const [{ connections }] = await target.query<{ connections: number }>(CONNECTIONS)
  return {
    at: (performance.now() - startedAt) / 1_000,
    apiMemory: residentMemory(apiPid),
    workerMemory: residentMemory(workerPid),
    apiFiles: openFiles(apiPid),
    workerFiles: openFiles(workerPid),
    connections,
  }
}

/** The rows of each table, those of the queue in PostgreSQL included. */
export async function countRows(target: Target) {
  const tables = await target.query<{ name: string }>(TABLES)
  const counts = tables.map(({ name }) => `select '${name}' as name, count(*)::int from ${name}`)
  const rows = await target.query<{ name: string; count: number }>(counts.join(' union all '))
  return new Map(rows.map(({ name, count }) => [name, count]))
}

function openFiles(pid: number) {
  return readdirSync(`/proc/${pid}/fd`).length
}

const CONNECTIONS = `
  select count(*)::int as connections from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`

const TABLES = `
  select format('%I.%I', schemaname, relname) as name from pg_stat_user_tables
  where schemaname <> 'audit' order by 1`
