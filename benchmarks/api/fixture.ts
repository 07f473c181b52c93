import { createHash, randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { v7 } from 'uuid'
import type pg from 'pg'
import argon2 from 'argon2'
import type { BenchmarkInstallation } from '../support/installation.js'

export interface Fixture {
  userId: string
  email: string
  password: string
  token: string
  assetIds: string[]
}

const PASSWORD = 'seventeen wet geese'

/** The application's own parameters. */
const HASHING = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** A user with a session that lasts, and so many ready assets with two variants each. */
export async function makeFixture(database: pg.Pool, assets: number): Promise<Fixture> {
  const userId = v7()
  const email = `${userId}@example.org`
  const password = await argon2.hash(PASSWORD, HASHING)
  await database.query(
    'insert into users (id, email, full_name, password, quota_bytes, quota_assets) values ($1, $2, $3, $4, 1e15, 1e12)',
    [userId, email, 'Ann', password]
  )
  const token = await openSession(database, userId)
  const assetIds = ids(assets)
  await database.query(INSERT_ASSETS, [assetIds, userId])
  await database.query('analyze')
  return { userId, email, password: PASSWORD, token, assetIds }
}

/** So many assets of one byte, which is in the disk store, and nobody has said so yet. */
export async function makePending(
  { database, variables }: BenchmarkInstallation,
  { userId }: Fixture,
  count: number
) {
  const assetIds = ids(count)
  await database.query(INSERT_PENDING, [assetIds, userId])
  for (const id of assetIds) {
    const folder = join(variables.DATA_DIR!, 'objects/assets', id)
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'original'), '.')
  }
  return assetIds
}

/** So many sessions of the user, each with a refresh token that was not used yet. */
export async function makeRefreshTokens(database: pg.Pool, { userId }: Fixture, count: number) {
  const sessionIds = ids(count)
  const tokens = sessionIds.map(() => `mi_refresh_${randomBytes(32).toString('base64url')}`)
  await database.query(INSERT_SESSIONS, [sessionIds, userId])
  await database.query(INSERT_REFRESH_TOKENS, [sessionIds, tokens.map(digestOf)])
  await database.query(INSERT_ACCESS_TOKENS, [sessionIds, sessionIds.map(() => randomBytes(32))])
  return tokens
}

async function openSession(database: pg.Pool, userId: string) {
  const token = `mi_access_${randomBytes(32).toString('base64url')}`
  const sessionId = v7()
  await database.query(INSERT_SESSIONS, [[sessionId], userId])
  await database.query(INSERT_ACCESS_TOKENS, [[sessionId], [digestOf(token)]])
  return token
}

function ids(count: number) {
  return Array.from({ length: count }, () => v7())
}

function digestOf(token: string) {
  return createHash('sha256').update(token).digest()
}

/** Two variants of the asset `id`, as the application writes them. */
export const VARIANTS = `
  jsonb_agg(jsonb_build_object(
    'name', name, 'objectKey', 'assets/' || id || '/' || name || '-d41d8cd98f00b204e9800998ecf8427e',
    'contentType', 'image/webp', 'width', 320, 'height', 240, 'size', 9000,
    'recipe', 'd41d8cd98f00b204e9800998ecf8427e'))
  from unnest(array['thumbnail', 'preview']) as name`

const INSERT_ASSETS = `
  insert into assets (id, user_id, status, kind, filename, content_type, size, sha_256, etag, width,
    height, meta, placeholder, upload_expires_at, variants)
  select id, $2, 'ready', 'image', 'IMG_0001.jpg', 'image/jpeg', 3500000,
    '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=', 'etag', 4032, 3024,
    '{"camera":{"make":"Apple","model":"iPhone 15"},"takenAt":"2026-07-01T10:00:00Z"}',
    '1QcSHQRnh493V4dIh4eXh1h4kJUI', now(), (select ${VARIANTS})
  from unnest($1::uuid[]) as id`

const INSERT_PENDING = `
  insert into assets (id, user_id, kind, filename, content_type, size, upload_expires_at)
  select id, $2, 'image', 'IMG_0001.jpg', 'image/jpeg', 1, now() + interval '15 minutes'
  from unnest($1::uuid[]) as id`

// Used a day ahead, so that no request finds that it should note the use.
const INSERT_SESSIONS = `
  insert into sessions (id, user_id, last_used_at, expires_at, idle_expires_at)
  select id, $2, now() + interval '1 day', now() + interval '30 days', now() + interval '7 days'
  from unnest($1::uuid[]) as id`

const INSERT_ACCESS_TOKENS = `
  insert into access_tokens (id, session_id, hash, expires_at)
  select gen_random_uuid(), session_id, hash, now() + interval '1 day'
  from unnest($1::uuid[], $2::bytea[]) as token (session_id, hash)`

const INSERT_REFRESH_TOKENS = `
  insert into refresh_tokens (id, session_id, hash, expires_at)
  select gen_random_uuid(), session_id, hash, now() + interval '30 days'
  from unnest($1::uuid[], $2::bytea[]) as token (session_id, hash)`
