import { isActive } from '#app/accounts/models/active'
import { assetSelection } from '#app/assets/fields'

/** Whether the rules of a grant or a link allow this file beside all that it has reserved. */
const FITS = `
  $2::bigint <= coalesce(max_file_size, $2::bigint)
    and used_bytes + $2::bigint <= coalesce(max_bytes, used_bytes + $2::bigint)
    and used_assets < coalesce(max_assets, used_assets + 1)
    and (allowed_types is null or $7::text = any(allowed_types)) as fits`

/**
 * Reserves an upload by a grant: the place is taken within the rules of the link, those of the grant
 * and the quota of the owner, or in none of them. The rows are locked first, link, grant and owner,
 * and all that is written depends on one verdict, so that no number of uploads at once exceeds any.
 */
export const reserveGranted = `
  with link as materialized (
    select id, closed_at is null and (expires_at is null or expires_at > now()) as is_open, ${FITS}
    from links where id = $19::uuid and user_id = $1
    for no key update
  ), held as materialized (
    select id, link_id, metadata, sender_name, sender_email, ${FITS}
    from grants
    where id = $18 and user_id = $1 and expires_at > now()
      and ($19::uuid is null or exists (select from link))
    for update
  ), owner as materialized (
    select used_bytes + $2::bigint <= coalesce(quota_bytes, $3::bigint)
      and used_assets + 1 <= coalesce(quota_assets, $4::bigint) as fits
    from users join held on held.fits
    where users.id = $1 and ${isActive()}
      and not exists (select from link where not (is_open and link.fits))
    for update of users
  ), judged as materialized (
    select case
      when not exists (select from held) then 'closed'
      when exists (select from link where not is_open) then 'ended'
      when exists (select from link where not fits) then 'link'
      when not (select fits from held) then 'grant'
      when not exists (select from owner) then 'closed'
      when not (select fits from owner) then 'quota'
      else 'ok'
    end as verdict
  ), counted_by_link as (
    update links set used_bytes = used_bytes + $2::bigint, used_assets = used_assets + 1
    from judged where links.id = $19::uuid and verdict = 'ok'
  ), counted as (
    update grants set used_bytes = used_bytes + $2::bigint, used_assets = used_assets + 1
    from judged where grants.id = $18 and verdict = 'ok'
  ), charged as (
    update users set used_bytes = used_bytes + $2::bigint, used_assets = used_assets + 1
    from judged where users.id = $1 and verdict = 'ok'
  ), reserved as (
    insert into assets (id, user_id, size, filename, content_type, kind, declared_sha_256,
      withhold_gps, part_size, upload_expires_at, next_look_at, traceparent, metadata,
      external_id, key_id, grant_id, link_id, sender_name, sender_email)
    select $5::uuid, $1::uuid, $2::bigint, $6, $7, $8, $9, $10::boolean, $11::bigint,
      $12::timestamptz, now() + make_interval(secs => $13), $14,
      coalesce($15::jsonb || held.metadata, $15::jsonb, held.metadata), $16, $17::uuid,
      held.id, held.link_id, held.sender_name, held.sender_email
    from held, judged where verdict = 'ok'
    returning ${assetSelection}
  )
  select judged.verdict, reserved.* from judged left join reserved on true
`
