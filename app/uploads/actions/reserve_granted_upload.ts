import { isActive } from '#app/accounts/models/active'
import { assetSelection } from '#app/assets/fields'

/**
 * Reserves an upload by a grant: the place is taken within the grant's rules and its owner's quota,
 * or in neither. Both rows are held first, the grant before its owner, and all that is written
 * depends on one verdict, so that no number of uploads at once exceeds either.
 */
export const reserveGranted = `
  with held as materialized (
    select id, link_id, metadata,
      $2::bigint <= coalesce(max_file_size, $2::bigint)
        and used_bytes + $2::bigint <= coalesce(max_bytes, used_bytes + $2::bigint)
        and used_assets < coalesce(max_assets, used_assets + 1)
        and (allowed_types is null or $7::text = any(allowed_types)) as fits
    from grants where id = $18 and user_id = $1 and expires_at > now()
    for update
  ), owner as materialized (
    select used_bytes + $2::bigint <= coalesce(quota_bytes, $3::bigint)
      and used_assets + 1 <= coalesce(quota_assets, $4::bigint) as fits
    from users join held on held.fits
    where users.id = $1 and ${isActive()}
    for update of users
  ), judged as materialized (
    select case
      when not exists (select from held) then 'closed'
      when not (select fits from held) then 'grant'
      when not exists (select from owner) then 'closed'
      when not (select fits from owner) then 'quota'
      else 'ok'
    end as verdict
  ), counted as (
    update grants set used_bytes = used_bytes + $2::bigint, used_assets = used_assets + 1
    from judged where grants.id = $18 and verdict = 'ok'
  ), charged as (
    update users set used_bytes = used_bytes + $2::bigint, used_assets = used_assets + 1
    from judged where users.id = $1 and verdict = 'ok'
  ), reserved as (
    insert into assets (id, user_id, size, filename, content_type, kind, declared_sha_256,
      withhold_gps, part_size, upload_expires_at, next_look_at, traceparent, metadata,
      external_id, key_id, grant_id, link_id)
    select $5::uuid, $1::uuid, $2::bigint, $6, $7, $8, $9, $10::boolean, $11::bigint,
      $12::timestamptz, now() + make_interval(secs => $13), $14,
      coalesce($15::jsonb || held.metadata, $15::jsonb, held.metadata), $16, $17::uuid,
      held.id, held.link_id
    from held, judged where verdict = 'ok'
    returning ${assetSelection}
  )
  select judged.verdict, reserved.* from judged left join reserved on true
`
