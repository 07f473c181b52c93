import db from '@adonisjs/lucid/services/db'

/** How far the clock may move between two looks, which are a minute apart. */
const IS_TRUSTED = `now() - clock_seen_at <= interval '1 day'`

/**
 * The guard as a condition, for a statement that erases rows by their age: false after the
 * database's clock has jumped.
 */
export const CLOCK_IS_TRUSTED = `(select ${IS_TRUSTED} from installation)`

/**
 * Whether data may be erased because time has passed. Every sweep that does so (trash, retention,
 * any grace) asks this first, does nothing where it is false, and reckons ages by `now()` of the
 * database, never by the clock of its own process:
 *
 *     if (!(await isClockTrusted())) return 0
 *
 * False from when the database's clock has moved ahead by more than a day at once until an
 * administrator runs `clock:confirm`, or until it is set back. A service that was stopped for more
 * than a day, or whose database was restored from an older backup, looks the same and waits too.
 */
export async function isClockTrusted(): Promise<boolean> {
  const { rows } = await db.rawQuery(`select ${CLOCK_IS_TRUSTED} as trusted`)
  return rows[0].trusted
}

/** Notes the time unless it has jumped. The sweep calls this every minute; false after a jump. */
export async function watchClock(): Promise<boolean> {
  const noted = await db
    .from('installation')
    .whereRaw(IS_TRUSTED)
    .update({ clock_seen_at: db.raw('now()') })
  return Number(noted) === 1
}

/** Seconds by which the clock has moved since it was last noted, and what it shows now. */
export async function readClock(): Promise<{ ahead: number; now: Date }> {
  const { rows } = await db.rawQuery(`
    select extract(epoch from now() - clock_seen_at)::float8 as ahead, now() as now
    from installation`)
  return rows[0]
}

/** An administrator says that the clock is right: what is due by it is erased from now on. */
export async function confirmClock(): Promise<void> {
  await db.from('installation').update({ clock_seen_at: db.raw('now()') })
}
