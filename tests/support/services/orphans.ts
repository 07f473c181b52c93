import db from '@adonisjs/lucid/services/db'
import { SweepOrphans } from '#app/maintenance/actions/sweep_orphans'
import { SweepQuarantine } from '#app/maintenance/actions/sweep_quarantine'
import { readRound, writeRound } from '#app/maintenance/orphans/round'

/** Everything that was marked until now was so many days earlier. */
export async function passDays(days: number) {
  const before = (column: string) => db.raw(`${column} - make_interval(days => ?)`, [days])
  await db.from('orphans').update({
    first_seen_at: before('first_seen_at'),
    quarantined_at: before('quarantined_at'),
  })
}

/** One round of the sweep from the beginning to the end of the store, and of the quarantine. */
export async function sweepRound() {
  await writeRound({ position: '', seen: 0 })
  let round
  do {
    await new SweepOrphans().handle()
    round = await readRound()
  } while (round.position !== '')
  await new SweepQuarantine().handle()
}
