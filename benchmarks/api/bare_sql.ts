/*
 * The statements of the application for the calls that are measured, as it sends them.
 */
const COLUMNS = `id, filename, content_type as "contentType", size, sha_256 as sha256, status, kind,
  width, height, meta, placeholder, error_code as "errorCode", error_message as "errorMessage",
  created_at as "createdAt", updated_at as "updatedAt"`

const VARIANTS = `coalesce((select json_agg(json_build_object('name', name, 'objectKey', object_key,
  'contentType', content_type)) from variants where asset_id = assets.id), '[]'::json) as variants`

export const TOKEN = `
  select users.id, users.role, access_tokens.hash, sessions.id as session_id,
    sessions.last_used_at < now() - interval '1 minute' as is_stale
  from access_tokens
  join sessions on sessions.id = access_tokens.session_id
  join users on users.id = sessions.user_id
  where access_tokens.hash = $1 and access_tokens.expires_at > now()
    and sessions.revoked_at is null and sessions.idle_expires_at > now()`

export const LIST = `
  select ${COLUMNS}, ${VARIANTS} from assets where user_id = $1 order by id desc limit $2`

export const GET = `select ${COLUMNS}, ${VARIANTS} from assets where id = $1 and user_id = $2`

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

export const PROCESSING = `
  update assets set status = 'processing', etag = 'etag', updated_at = now()
  where id = $1 and status in ('pending', 'failed')`

export const INSERT_JOB = `insert into jobs (id, asset_id, state) values ($1, $2, 'queued')`

export const USER_BY_EMAIL = 'select * from users where email = $1'

export const USER_BY_ID = 'select * from users where id = $1'

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

export const USE_REFRESH_TOKEN = `
  update refresh_tokens set used_at = now()
  where hash = $1 and used_at is null and expires_at > now() returning session_id`

export const LOCK_SESSION = `
  select * from sessions
  where id = $1 and revoked_at is null and idle_expires_at > now() for update`

export const RENEW_SESSION = `
  update sessions set last_used_at = now(),
    idle_expires_at = least(now() + interval '7 days', expires_at)
  where id = $1`

export const DELETE_ACCESS_TOKENS = 'delete from access_tokens where session_id = $1'
