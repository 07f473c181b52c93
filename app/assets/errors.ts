import { Exception } from '@adonisjs/core/exceptions'

export class AssetNotReady extends Exception {
  static status = 409
  static code = 'E_ASSET_NOT_READY'
  static message = 'Only a ready asset can be downloaded: wait until it has been processed.'
}

/** A rejected asset answers with the reason that the owner was given. */
export class AssetRejected extends Exception {
  static status = 422
}
