import { ObjectAccess } from '#app/storage/http/object_access'
import type { Grant } from '#app/storage/disk/url_signer'
import type { AssetStatus } from '#app/assets/models/asset'
import { isDatabaseOutage } from '#app/persistence/database_outage'
import { preparedRows } from '#app/persistence/prepared_rows'

const ASSET_KEY = /^assets\/([0-9a-f-]{36})\//

const STATE = {
  name: 'asset_access',
  text: `select status, trashed_at is not null as "isTrashed" from assets where id = $1`,
}

interface State {
  status: AssetStatus
  isTrashed: boolean
}

/** Signed URLs of the disk store end with their asset: deleted, trashed or rejected. */
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

function isOpen({ status, isTrashed }: State, grant: Grant) {
  if (status === 'rejected') return false
  return !isTrashed || (grant.method === 'GET' && grant.inTrash === true)
}
