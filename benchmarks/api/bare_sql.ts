/*
 * The statements of the application for the calls that are measured, as it sends them.
 */
const COLUMNS = `id, filename, content_type as "contentType", size, sha_256 as sha256, status, kind,
  width, height, meta, placeholder, error_code as "errorCode", error_message as "errorMessage",
  created_at as "createdAt", updated_at as "updatedAt", variants`

export const TOKEN = `
  select users.id, users.role, access_tokens.hash, sessions.id as session_id,
    sessions.last_used_at < now() - interval '1 minute' as is_stale
  from access_tokens
  join sessions on sessions.id = access_tokens.session_id
  join users on users.id = sessions.user_id
  where access_tokens.hash = $1 and access_tokens.expires_at > now()
    and sessions.revoked_at is null and sessions.idle_expires_at > now()`

export const LIST = `
  select ${COLUMNS} from assets
  where (user_id, id) < ($1, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
    and (user_id, id) > ($1, '00000000-0000-0000-0000-000000000000')
  order by user_id desc, id desc limit 26`

export const GET = `select ${COLUMNS} from assets where id = $1 and user_id = $2`

export const RESERVE = `
  with room as (
    update users set used_bytes = used_bytes + $2, used_assets = used_assets + 1
    where id = $1 and used_bytes + $2 <= coalesce(quota_bytes, 0)
      and used_assets + 1 <= coalesce(quota_assets, 0)
    returning id
  )
  insert into assets (id, user_id, size, filename, content_type, kind, upload_expires_at)
  select $3, id, $2, $4, $5, 'image', now() + interval '15 minutes' from room
  returning ${COLUMNS}`

export const NOTIFY = `select pg_notify('media_inbox_news', user_id) from unnest($1::text[]) as user_id`

export const TAKE_IN = `
  with taken as (
    update assets
    set status = 'processing', etag = $2, error_code = null, error_message = null,
      updated_at = now()
    where id = $1 and status in ('pending', 'failed')
    returning id, updated_at
  ), job as (
    insert into jobs (id, asset_id) select $3, id from taken
  )
  select updated_at from taken`

export const USER_BY_EMAIL = 'select * from users where email = $1'

export const HOLD_PASSWORD = 'select * from users where id = $1 and password = $2 for share'

export const INSERT_SESSION = `
  insert into sessions (id, user_id, expires_at, idle_expires_at, last_used_at)
  values ($1, $2, now() + interval '30 days', now() + interval '7 days', now())`

export const INSERT_ACCESS_TOKEN = `
  insert into access_tokens (id, session_id, hash, expires_at)
  values ($1, $2, $3, now() + interval '15 minutes')`

export const INSERT_REFRESH_TOKEN = `
  insert into refresh_tokens (id, session_id, hash, expires_at)
  values ($1, $2, $3, now() + interval '30 days')`

export const INSERT_AUDIT = `
  insert into audit_logs (id, actor_id, subject, action) values ($1, $2, $3, 'session.opened')`

export const ROTATE = `
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
  select users.*, now() as asked_at, access.expires_at as access_ends_at,
    refresh.expires_at as refresh_ends_at
  from (select) as asked left join (
    renewed join users on users.id = renewed.user_id cross join access cross join refresh
  ) on true`
