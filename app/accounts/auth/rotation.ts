import { v7 } from 'uuid'
import { DateTime } from 'luxon'
import User from '#app/accounts/models/user'
import type { TokenPair } from '#app/accounts/models/session'
import { preparedRows } from '#app/persistence/prepared_rows'
import { makeToken } from '#app/accounts/auth/token'
import { lifetimes } from '#config/sessions'

/** The user's row, and when the new tokens end: nothing of it where there is no next pair. */
interface Rotated {
  asked_at: Date
  access_ends_at: Date | null
  refresh_ends_at: Date | null
}

User.boot()
const userColumns = Object.values(User.$keys.attributesToColumns.all())

/**
 * Trades the refresh token with this digest for the next pair of its session; the access token
 * before is dead. Nothing is opened where the token is unknown, expired or used, or its session
 * over: of many at once, one wins. One statement, so that a crash leaves all of it or nothing.
 * `askedAt` is the database's time before it waited for anybody.
 */
export async function rotateTokens(
  digest: Buffer
): Promise<{ askedAt: Date; opened?: TokenPair & { user: User } }> {
  const access = makeToken('mi_access')
  const refresh = makeToken('mi_refresh')
  const { accessToken, refreshToken, idleSession } = lifetimes
  const values = [digest, idleSession, v7(), access.hash, accessToken]
  const [row] = await preparedRows<Rotated>({
    name: 'rotate_tokens',
    text,
    values: [...values, v7(), refresh.hash, refreshToken],
  })
  const { asked_at: askedAt, access_ends_at: accessEnd, refresh_ends_at: refreshEnd } = row
  if (!accessEnd || !refreshEnd) return { askedAt }
  const opened = {
    user: User.$createFromAdapterResult({ ...row })!,
    accessToken: access.value,
    accessTokenExpiresAt: DateTime.fromJSDate(accessEnd),
    refreshToken: refresh.value,
    refreshTokenExpiresAt: DateTime.fromJSDate(refreshEnd),
  }
  return { askedAt, opened }
}

const text = `
  with used as (
    update refresh_tokens set used_at = now()
    where hash = $1 and used_at is null and expires_at > now()
    returning session_id
  ), renewed as (
    update sessions set last_used_at = now(),
      idle_expires_at = least(now() + make_interval(secs => $2), expires_at)
    from used
    where sessions.id = used.session_id and revoked_at is null and idle_expires_at > now()
    returning sessions.id, user_id, expires_at
  ), ended as (
    delete from access_tokens using renewed where session_id = renewed.id
  ), access as (
    insert into access_tokens (id, session_id, hash, expires_at)
    select $3, id, $4, least(now() + make_interval(secs => $5), expires_at) from renewed
    returning expires_at
  ), refresh as (
    insert into refresh_tokens (id, session_id, hash, expires_at)
    select $6, id, $7, least(now() + make_interval(secs => $8), expires_at) from renewed
    returning expires_at
  )
  select ${userColumns.map((column) => `users.${column}`).join(', ')},
    now() as asked_at, access.expires_at as access_ends_at, refresh.expires_at as refresh_ends_at
  from (select) as asked left join (
    renewed join users on users.id = renewed.user_id cross join access cross join refresh
  ) on true
`
