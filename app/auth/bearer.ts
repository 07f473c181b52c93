import { timingSafeEqual } from 'node:crypto'
import User from '#models/user'
import { preparedRows } from '#models/prepared_rows'

/** The user's row, with the session that the token belongs to. */
interface BearerRow {
  token_hash: Buffer
  session_id: string
  session_is_stale: boolean
}

User.boot()
const userColumns = Object.values(User.$keys.attributesToColumns.all())

const text = `
  select ${userColumns.map((column) => `users.${column}`).join(', ')},
    access_tokens.hash as token_hash, sessions.id as session_id,
    sessions.last_used_at < now() - interval '1 minute' as session_is_stale
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
  if (!row || !timingSafeEqual(row.token_hash, digest)) return undefined
  return {
    user: User.$createFromAdapterResult({ ...row })!,
    sessionId: row.session_id,
    isStale: row.session_is_stale,
  }
}
