import env from '#start/env'
import { Redis } from 'ioredis'
import db from '@adonisjs/lucid/services/db'
import type { QueueOptions } from '#app/jobs/media_queue'
import { eventually } from '#tests/support/eventually'
import { queueSchema } from '#config/queue'

/** A backend of the queue: how it is named to the application, and how all of it is lost at once. */
export interface Backend {
  options: Omit<QueueOptions, 'name'>
  /** The url whose service the queue needs. */
  url: 'redisUrl' | 'databaseUrl'
  wipe: () => Promise<unknown>
}

const databaseUrl = env.get('DATABASE_URL')
const redisUrl = env.get('REDIS_URL')

async function truncateSchema() {
  const tables = await db.from('pg_tables').where('schemaname', queueSchema).select('tablename')
  const names = tables
    .map(({ tablename }) => tablename)
    .filter((name) => !/migration/.test(name))
    .map((name) => `"${queueSchema}"."${name}"`)
  // Whoever works with these tables meanwhile may be in the way, and wins.
  await eventually(() => db.rawQuery(`truncate ${names.join(', ')} cascade`))
}

async function flush() {
  const redis = new Redis(redisUrl!)
  await redis.flushall()
  await redis.quit()
}

/** PostgreSQL always, Redis where the environment names one. */
export const backends: Record<string, Backend> = {
  PostgreSQL: { options: { databaseUrl }, url: 'databaseUrl', wipe: truncateSchema },
  ...(redisUrl && {
    Redis: { options: { databaseUrl, redisUrl }, url: 'redisUrl', wipe: flush },
  }),
}
