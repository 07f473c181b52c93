import { Exception } from '@adonisjs/core/exceptions'
import { ObjectAccess } from '#app/storage/http/object_access'
import { findShared } from '#app/sharing/actions/find_shared'
import { openShare } from '#app/sharing/open_share'

/** A transfer through a share ends with the share, or when it no longer shows the asset. */
export class ShareAccess extends ObjectAccess {
  constructor(
    private secret: string,
    private assetId: string
  ) {
    super()
  }

  async allows() {
    try {
      await findShared(await openShare(this.secret), this.assetId)
      return true
    } catch (error) {
      if (error instanceof Exception && [404, 410].includes(error.status)) return false
      throw error
    }
  }
}
