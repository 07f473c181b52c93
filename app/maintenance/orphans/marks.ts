import db from '@adonisjs/lucid/services/db'
import { orphanGraceSeconds } from '#config/sweep'

/**
 * The marks of what no row owns. All ages are by the database's clock, from when the sweep first
 * met it: an object may be years old when its row is lost.
 */

/** Marks these keys; one that is marked keeps the time at which it was first seen. */
export async function mark(keys: string[]): Promise<void> {
  await db.rawQuery(
    `insert into orphans (key) select unnest(?::text[])
     on conflict (key) do update set last_seen_at = now()`,
    [keys]
  )
}

/** Removes marks: these keys have an owner again, or are gone. */
export async function unmark(keys: string[]): Promise<void> {
  await db.from('orphans').whereIn('key', keys).delete()
}

/** Removes the marks of all keys after `from`, up to `to` if given, except these orphans. */
export async function unmarkOthers(
  { from, to }: { from: string; to?: string },
  orphans: string[]
): Promise<void> {
  const marks = db
    .from('orphans')
    .whereNull('quarantined_at')
    .where('key', '>', from)
    .whereRaw(`key like 'assets/%'`)
    .whereRaw('key <> all(?::text[])', [orphans])
  if (to !== undefined) marks.where('key', '<=', to)
  await marks.delete()
}

/** Marked objects whose grace is over: at most this many keys. */
export async function dueForQuarantine(limit: number): Promise<string[]> {
  const rows = await due(1).whereNull('quarantined_at').whereRaw(`key like 'assets/%'`).limit(limit)
  return rows.map(({ key }) => key)
}

/** How many objects that is. */
export async function countDue(): Promise<number> {
  const keys = due(1).whereNull('quarantined_at').whereRaw(`key like 'assets/%'`)
  const { count } = await db.from(keys.as('due')).count('* as count').firstOrFail()
  return Number(count)
}

/** Which of these were seen so long ago that their grace is over so many times. */
export async function dueAmong(keys: string[], graces: number): Promise<string[]> {
  const rows = await due(graces).whereIn('key', keys)
  return rows.map(({ key }) => key)
}

/** Notes that these objects are in quarantine, from now on unless that was noted before. */
export async function noteQuarantined(keys: string[]): Promise<void> {
  await db.rawQuery(
    `insert into orphans (key, quarantined_at) select unnest(?::text[]), now()
     on conflict (key) do update set quarantined_at = coalesce(orphans.quarantined_at, now())`,
    [keys]
  )
}

/** Which of these have been in quarantine for as long as their grace was. */
export async function dueForErasure(keys: string[]): Promise<string[]> {
  const rows = await db
    .from('orphans')
    .whereIn('key', keys)
    .whereRaw('quarantined_at < now() - make_interval(secs => ?)', [orphanGraceSeconds])
    .select('key')
  return rows.map(({ key }) => key)
}

function due(graces: number) {
  return db
    .from('orphans')
    .whereRaw('first_seen_at < now() - make_interval(secs => ?)', [orphanGraceSeconds * graces])
    .orderBy('key')
    .select('key')
}
