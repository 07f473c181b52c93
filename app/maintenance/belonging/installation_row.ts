import type pg from 'pg'
import { IS_REQUIRED } from '#app/assets/models/owned_objects'

/** The id of the installation that the database belongs to; null before its first start. */
export async function readId(client: pg.ClientBase): Promise<string | null> {
  const { rows } = await client.query('select id from installation')
  return rows[0].id
}

/**
 * Gives the database its id unless it has one, and returns the one it has. The clock of a database
 * without any asset begins here: nothing is in it that could be due.
 */
export async function claimId(client: pg.ClientBase, id: string): Promise<string> {
  const { rows } = await client.query(
    `update installation set id = coalesce(id, $1),
       clock_seen_at = case when exists (select from assets) then clock_seen_at else now() end
     returning id`,
    [id]
  )
  return rows[0].id
}

/** Assets whose objects must be in the store: some of the oldest and of the newest. */
export async function sampleAssets(client: pg.ClientBase, count: number): Promise<string[]> {
  const ids = (order: 'asc' | 'desc') =>
    `(select id from assets where status <> 'rejected' and ${IS_REQUIRED}
      order by id ${order} limit $1)`
  const { rows } = await client.query(`${ids('asc')} union ${ids('desc')}`, [count])
  return rows.map(({ id }) => id)
}
