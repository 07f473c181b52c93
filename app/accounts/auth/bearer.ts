import { timingSafeEqual } from 'node:crypto'
import type { Scope } from '#app/accounts/keys/scopes'
import type User from '#app/accounts/models/user'
import { isActive } from '#app/accounts/models/active'
import { ALIVE } from '#app/accounts/sessions/models/session_statements'
import { preparedRows } from '#app/persistence/prepared_rows'

/**
 * Who is signed in, or on whose behalf a key or a grant acts, as far as most requests ask. A model
 * would take as long to make as to look up.
 */
export interface Principal extends Pick<User, 'id' | 'role'> {
  keyId?: string
  /** Set only for a key. */
  scopes?: Scope[]
  grantId?: string
  /** The upload link that the grant belongs to. */
  linkId?: string | null
  /** Whether it sees only the assets that it sent. */
  seesOnlySent?: boolean
}

/** What was found for the digest of a token. */
export interface Bearer {
  user: Principal
  sessionId?: string
  isStale?: boolean
  /** Of a session: whether its user signed in or confirmed who they are within ten minutes. */
  isConfirmed?: boolean
  mustChangePassword?: boolean
  /** Of a session: whether more than a password has opened or confirmed it. */
  hasSecondFactor?: boolean
  /** Until the token expires. */
  secondsLeft: number
}

interface BearerRow extends Pick<User, 'id' | 'role'> {
  tokenHash: Buffer
  sessionId: string
  isStale: boolean
  /** Whether its user signed in or confirmed who they are within ten minutes. */
  isConfirmed: boolean
  mustChangePassword: boolean
  hasSecondFactor: boolean
  /** Until the token expires. */
  secondsLeft: number
}

const text = `
  select users.id, users.role, access_tokens.hash as "tokenHash", sessions.id as "sessionId",
    users.must_change_password as "mustChangePassword",
    sessions.has_second_factor as "hasSecondFactor",
    sessions.last_used_at < now() - interval '1 minute' as "isStale",
    coalesce(sessions.confirmed_at > now() - interval '10 minutes', false) as "isConfirmed",
    extract(epoch from least(access_tokens.expires_at, sessions.idle_expires_at) - now())::float
      as "secondsLeft"
  from access_tokens
  join sessions on sessions.id = access_tokens.session_id
  join users on users.id = sessions.user_id
  where access_tokens.hash = $1 and access_tokens.expires_at > now() and ${ALIVE}
    and ${isActive()}
`

/**
 * Whom an access token with this digest signs in, in one indexed query. Undefined if it or its
 * session is over by the database's clock, or never existed.
 */
export async function findBearer(digest: Buffer): Promise<Bearer | undefined> {
  const [row] = await preparedRows<BearerRow>({ name: 'find_bearer', text, values: [digest] })
  if (!row || !timingSafeEqual(row.tokenHash, digest)) return undefined
  const { id, role, tokenHash, ...session } = row
  return { user: { id, role } satisfies Principal, ...session }
}
