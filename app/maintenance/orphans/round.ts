import db from '@adonisjs/lucid/services/db'

/** How far the sweep has come through the store. */
export interface Round {
  /** The last key that it looked at; empty at the beginning. */
  position: string
  /** Objects that this round has seen. */
  seen: number
}

/** A round that would have taken too much. */
export interface Halt {
  due: number
  seen: number
}

export async function readRound(): Promise<Round> {
  const { position, seen } = await db.from('orphan_round').firstOrFail()
  return { position, seen: Number(seen) }
}

export async function writeRound(round: Round): Promise<void> {
  await db.from('orphan_round').update(round)
}

/** Why the last round was halted; null where it was not. */
export async function readHalt(): Promise<Halt | null> {
  const row = await db.from('orphan_round').whereNotNull('halted_at').first()
  return row && { due: Number(row.halted_due), seen: Number(row.halted_seen) }
}

/** Nothing is quarantined or erased until a later round is small enough, or orphans are repaired. */
export async function halt({ due, seen }: Halt): Promise<void> {
  const halted = { halted_due: due, halted_seen: seen }
  await db.from('orphan_round').update({ halted_at: db.raw('now()'), ...halted })
}

export async function clearHalt(): Promise<void> {
  await db.from('orphan_round').update({ halted_at: null, halted_due: null, halted_seen: null })
}
