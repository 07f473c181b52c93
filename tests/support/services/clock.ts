import db from '@adonisjs/lucid/services/db'
import { getActiveTestOrFail } from '@japa/runner'
import { confirmClock } from '#app/persistence/clock_guard'

/**
 * Leaves the database as it is after its clock has jumped ahead by so many days: the test's own
 * rows must be as much older. Confirmed when the test ends.
 */
export async function jumpAhead(days: number) {
  getActiveTestOrFail().cleanup(confirmClock)
  await db
    .from('installation')
    .update({ clock_seen_at: db.raw(`now() - ? * interval '1 day'`, [days]) })
}
