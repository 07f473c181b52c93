import type pg from 'pg'
import { VARIANTS } from '../api/fixture.js'

/** So many of the newest assets, and of those in the middle, have variants: the pages that are read. */
const WITH_VARIANTS = 500

/**
 * Makes so many ready assets of one user, as fast as PostgreSQL can: without triggers and foreign
 * keys, and with all indexes but the primary key built afterwards. What there was is gone.
 */
export async function seedAssets(database: pg.Pool, userId: string, count: number) {
  const client = await database.connect()
  try {
    await client.query(`set maintenance_work_mem = '512MB'`)
    // In the transaction that empties it, a table is filled without a log where wal_level allows.
    await client.query('begin')
    const restore = await bare(client)
    await client.query(INSERT_ASSETS, [userId, count])
    for (const statement of restore) await client.query(statement)
    await client.query(ADD_VARIANTS, [count, WITH_VARIANTS])
    await client.query('commit')
    await client.query('analyze')
  } finally {
    client.release()
  }
}

/** Takes from the table what slows writing down; gives the statements that bring it back. */
async function bare(client: pg.PoolClient) {
  await client.query('truncate assets cascade')
  await client.query('alter table assets disable trigger user')
  const { rows } = await client.query<{ remove: string; restore: string }>(SLOWING_DOWN)
  for (const { remove } of rows) await client.query(remove)
  return [...rows.map(({ restore }) => restore), 'alter table assets enable trigger user']
}

const SLOWING_DOWN = `
  select format('alter table assets drop constraint %I', conname) as remove,
    format('alter table assets add constraint %I %s', conname, pg_get_constraintdef(oid)) as restore
  from pg_constraint where conrelid = 'assets'::regclass and contype = 'f'
  union all
  select format('drop index %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
  from pg_index where indrelid = 'assets'::regclass and not indisprimary`

// A millisecond apart, so that the ids sort as UUIDv7 do.
const INSERT_ASSETS = `
  insert into assets (id, user_id, status, kind, filename, content_type, size, sha_256, etag, width,
    height, meta, placeholder, upload_expires_at)
  select (lpad(to_hex(1750000000000 + i), 12, '0') || '70008000' || lpad(to_hex(i), 12, '0'))::uuid,
    $1, 'ready', 'image', 'IMG_0001.jpg', 'image/jpeg', 3500000,
    '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=', 'etag', 4032, 3024,
    '{"camera":{"make":"Apple","model":"iPhone 15"},"takenAt":"2026-07-01T10:00:00Z"}',
    '1QcSHQRnh493V4dIh4eXh1h4kJUI', now()
  from generate_series(1, $2::bigint) as i`

const ADD_VARIANTS = `
  update assets set variants = (select ${VARIANTS}) where id in (
    (select id from assets order by id desc limit $2)
    union
    (select id from assets order by id desc offset $1::bigint / 2 limit $2)
  )`
