import { timingSafeEqual } from 'node:crypto'
import type { Bearer } from '#app/accounts/auth/bearer'
import type { Role } from '#app/accounts/models/user'
import type { Scope } from '#app/accounts/keys/scopes'
import { isActive } from '#app/accounts/models/active'
import { preparedRows } from '#app/persistence/prepared_rows'

interface KeyRow {
  id: string
  role: Role
  keyId: string
  scopes: Scope[]
  hash: Buffer
  isStale: boolean
  secondsLeft: number
}

/** A key that never expires is looked up again after so many seconds by what outlasts its request. */
const FOREVER = 86_400

const text = `
  select users.id, users.role, keys.id as "keyId", keys.scopes, keys.hash,
    coalesce(keys.last_used_at < now() - interval '1 minute', true) as "isStale",
    coalesce(extract(epoch from keys.expires_at - now())::float, ${FOREVER}) as "secondsLeft"
  from keys join users on users.id = keys.user_id
  where keys.hash = $1 and (keys.expires_at is null or keys.expires_at > now()) and ${isActive()}
`

/** For whom the key with this digest acts, in one indexed query. Undefined if it is not valid. */
export async function findKey(digest: Buffer): Promise<Bearer | undefined> {
  const [row] = await preparedRows<KeyRow>({ name: 'find_key', text, values: [digest] })
  if (!row || !timingSafeEqual(row.hash, digest)) return undefined
  const { id, role, keyId, scopes, isStale, secondsLeft } = row
  return { user: { id, role, keyId, scopes }, isStale, secondsLeft }
}
