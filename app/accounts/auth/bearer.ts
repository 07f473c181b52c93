import { timingSafeEqual } from 'node:crypto'
import type User from '#app/accounts/models/user'
import { preparedRows } from '#app/persistence/prepared_rows'

/** Who is signed in, as far as most requests ask. A model would take as long to make as to look up. */
export type Principal = Pick<User, 'id' | 'role'>

interface BearerRow extends Principal {
  tokenHash: Buffer
  sessionId: string
  isStale: boolean
}

const text = `
  select users.id, users.role, access_tokens.hash as "tokenHash", sessions.id as "sessionId",
    sessions.last_used_at < now() - interval '1 minute' as "isStale"
  from access_tokens
  join sessions on sessions.id = access_tokens.session_id
  join users on users.id = sessions.user_id
  where access_tokens.hash = $1 and access_tokens.expires_at > now()
    and sessions.revoked_at is null and sessions.idle_expires_at > now()
`

/**
 * Whom an access token with this digest signs in, in one indexed query. Undefined where it, or its
 * session, is over by the database's clock, or never was.
 */
export async function findBearer(digest: Buffer) {
  const [row] = await preparedRows<BearerRow>({ name: 'find_bearer', text, values: [digest] })
  if (!row || !timingSafeEqual(row.tokenHash, digest)) return undefined
  const { id, role, sessionId, isStale } = row
  return { user: { id, role } satisfies Principal, sessionId, isStale }
}
