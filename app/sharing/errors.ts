import { Exception } from '@adonisjs/core/exceptions'

export class ShareNotFound extends Exception {
  static status = 404
  static code = 'E_SHARE_NOT_FOUND'
  static message = 'There is nothing behind this link. It may have been revoked.'
}

export class ShareExpired extends Exception {
  static status = 410
  static code = 'E_SHARE_EXPIRED'
  static message = 'This link has expired. Ask the person who sent it for another one.'
}

/** No password, a wrong one, or a visit that has ended. */
export class SharePassword extends Exception {
  static status = 401
  static code = 'E_SHARE_PASSWORD'
  static message = 'This link needs its password.'
}

export class ShareExhausted extends Exception {
  static status = 410
  static code = 'E_SHARE_EXHAUSTED'
  static message = 'The downloads of this link are used up. Ask the person who sent it for more.'
}

/** The share offers no originals, or this one holds a location that it does not give away. */
export class OriginalWithheld extends Exception {
  static status = 403
  static code = 'E_ORIGINAL_WITHHELD'
  static message = 'The original of this file is not part of the link. Use one of its variants.'
}
