import { TRASHED_STATUSES } from '#app/assets/models/mixins/trashable'
import type { AssetFields } from '#app/assets/fields'
import { iso } from '#app/http/iso'
import { retentionDays } from '#config/retention'

const DAY_MS = 86_400_000

type Aging = Pick<AssetFields, 'status' | 'createdAt' | 'keptSince' | 'trashedAt' | 'linkId'>

/** When retention moves the asset to the trash; null if it is there, or stays. */
export function expiryOf({ status, createdAt, keptSince, trashedAt, linkId }: Aging) {
  const days = linkId ? retentionDays.links : retentionDays.own
  if (days === undefined || trashedAt || !TRASHED_STATUSES.includes(status)) return null
  const since = Date.parse(iso(keptSince ?? createdAt))
  return new Date(since + days * DAY_MS).toISOString()
}
