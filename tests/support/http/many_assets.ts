import db from '@adonisjs/lucid/services/db'

/**
 * So many ready photos of one owner, named `photo-0.jpg` (the newest) and on, two hundred a day,
 * landscapes and portraits in turn. They have no objects.
 */
export async function makePhotos(userId: string, count: number) {
  const now = new Date().toISOString()
  // Triggers follow each row, and the connection gives up on an answer that takes a minute.
  for (let first = 0; first < count; first += 2_000) {
    await db.rawQuery(INSERT, { userId, now, first, last: Math.min(first + 2_000, count) - 1 })
  }
}

// Ids as UUIDv7 has them: 48 bits of milliseconds come first.
const INSERT = `
  insert into assets (id, user_id, status, kind, filename, content_type, size, sha_256, width,
    height, upload_expires_at, created_at, updated_at)
  select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7000' || '8'
      || lpad(to_hex(n), 15, '0'))::uuid,
    :userId, 'ready', 'image', 'photo-' || n || '.jpg', 'image/jpeg', 1000, 'x',
    case when n % 3 = 0 then 3000 else 4000 end, case when n % 3 = 0 then 4000 else 3000 end,
    at, at, at
  from generate_series(:first::int, :last::int) as n,
    lateral (select :now::timestamptz - n * interval '432 seconds' as at) as times`
