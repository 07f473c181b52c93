import Asset from '#app/assets/models/asset'
import { TrashAsset } from '#app/assets/actions/trash_asset'
import { isClockTrusted } from '#app/persistence/clock_guard'
import { retentionDays } from '#config/retention'

/**
 * Moves to the trash what is older than `RETENTION_DAYS`, or `RETENTION_LINK_DAYS` for what came
 * through links, by the clock of the database. Returns how many assets were due.
 */
export class SweepRetention {
  async handle({ limit, days = retentionDays }: { limit: number; days?: typeof retentionDays }) {
    if (!(await isClockTrusted())) return 0
    const due = [
      ...(await dueAfter(days.own, { limit, throughLinks: false })),
      ...(await dueAfter(days.links, { limit, throughLinks: true })),
    ].slice(0, limit)
    for (const asset of due) await new TrashAsset().handle({ asset, origin: { actorId: null } })
    return due.length
  }
}

function dueAfter(
  days: number | undefined,
  { limit, throughLinks }: { limit: number; throughLinks: boolean }
): PromiseLike<Asset[]> | Asset[] {
  if (days === undefined) return []
  return Asset.query()
    .whereRaw('coalesce(kept_since, created_at) < now() - make_interval(days => ?)', [days])
    .whereRaw(`trashed_at is null and status in ('ready', 'failed')`)
    .whereRaw(`link_id is ${throughLinks ? 'not null' : 'null'}`)
    .orderByRaw('coalesce(kept_since, created_at), id')
    .limit(limit)
}
