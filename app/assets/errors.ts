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

/** Another asset has the external id since the asset went to the trash. */
export class ExternalIdReused extends Exception {
  static status = 409
  static code = 'E_EXTERNAL_ID_TAKEN'
  static message = 'Another asset has this external id by now. Delete that one first.'
}

export class TooManyTags extends Exception {
  static status = 422
  static code = 'E_TOO_MANY_TAGS'
  static message = 'An asset has at most 50 tags. Remove some first.'
}
