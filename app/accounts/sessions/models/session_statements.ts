import User from '#app/accounts/models/user'

/** Whether a session still signs in, by the database's clock. */
export const ALIVE = 'sessions.revoked_at is null and sessions.idle_expires_at > now()'

/** When the tokens of a new pair end. */
export interface IssuedRow {
  access_ends_at: Date
  refresh_ends_at: Date
}

// $1 to $3 are the id, digest and lifetime of the access token, $4 to $6 those of the refresh
// token. Neither outlives the session.
const issueTokensTo = (session: string) => `
  access as (
    insert into access_tokens (id, session_id, hash, expires_at)
    select $1, id, $2, least(now() + make_interval(secs => $3), expires_at) from ${session}
    returning expires_at
  ), refresh as (
    insert into refresh_tokens (id, session_id, hash, expires_at)
    select $4, id, $5, least(now() + make_interval(secs => $6), expires_at) from ${session}
    returning expires_at
  )`

// $7 to $13 are the id, user, user agent, address, lifetime and idle lifetime, and whether there
// was a second factor.
/** Begins a session. */
export const OPEN_SESSION = `
  with opened as (
    insert into sessions (id, user_id, user_agent, ip, confirmed_at, expires_at, idle_expires_at,
      has_second_factor)
    select $7, $8, $9, $10, now(), now() + make_interval(secs => $11),
      now() + make_interval(secs => least($12::int, $11::int)), $13
    returning *
  ), ${issueTokensTo('opened')}
  select opened.*, access.expires_at as access_ends_at, refresh.expires_at as refresh_ends_at
  from opened cross join access cross join refresh
`

User.boot()
const userColumns = Object.values(User.$keys.attributesToColumns.all())

/** Trades the refresh token $7 for the next pair; $8 is the session's idle lifetime. */
export const ROTATE_TOKENS = `
  with used as (
    update refresh_tokens set used_at = now()
    where hash = $7 and used_at is null and expires_at > now()
    returning session_id
  ), renewed as (
    update sessions set last_used_at = now(),
      idle_expires_at = least(now() + make_interval(secs => $8), expires_at)
    from used
    where sessions.id = used.session_id and ${ALIVE}
    returning sessions.id, user_id, expires_at
  ), ended as (
    delete from access_tokens using renewed where session_id = renewed.id
  ), ${issueTokensTo('renewed')}
  select ${userColumns.map((column) => `users.${column}`).join(', ')},
    now() as asked_at, access.expires_at as access_ends_at, refresh.expires_at as refresh_ends_at
  from (select) as asked left join (
    renewed join users on users.id = renewed.user_id cross join access cross join refresh
  ) on true
`
