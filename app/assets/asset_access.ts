import { ObjectAccess } from '#app/storage/http/object_access'
import type { Grant } from '#app/storage/disk/url_signer'
import type { AssetStatus } from '#app/assets/models/asset'
import { isDatabaseOutage } from '#app/persistence/database_outage'
import { preparedRows } from '#app/persistence/prepared_rows'

const ASSET_KEY = /^assets\/([0-9a-f-]{36})\//

const STATE = {
  name: 'asset_access',
  text: `select status, trashed_at is not null as "isTrashed",
    link_id is null or exists (select from links where links.id = link_id) as "isLinkStanding"
    from assets where id = $1`,
}

interface State {
  status: AssetStatus
  isTrashed: boolean
  /** The upload link that it came through, if any, has not been revoked. */
  isLinkStanding: boolean
}

/**
 * Signed URLs of the disk store end with their asset: deleted, trashed or rejected. Those that take
 * bytes end with the upload link that they are sent through.
 */
export class AssetAccess extends ObjectAccess {
  async allows(grant: Grant) {
    const [, id] = ASSET_KEY.exec(grant.key) ?? []
    if (!id) return true
    try {
      const [asset] = await preparedRows<State>({ ...STATE, values: [id] })
      return asset !== undefined && isOpen(asset, grant)
    } catch (error) {
      // Nothing is deleted while the database is down, and uploads continue meanwhile.
      if (isDatabaseOutage(error)) return true
      throw error
    }
  }
}

function isOpen({ status, isTrashed, isLinkStanding }: State, grant: Grant) {
  if (status === 'rejected') return false
  if (grant.method === 'PUT' && !isLinkStanding) return false
  return !isTrashed || (grant.method === 'GET' && grant.inTrash === true)
}
