import { Exception } from '@adonisjs/core/exceptions'

/** Like S3, one answer for a url that was altered and for one that is used for something else. */
export class SignatureInvalid extends Exception {
  static status = 403
  static code = 'E_SIGNATURE_INVALID'
  static message = 'The url was altered or is not made for this request. Ask for a new one.'
}

/** Clients repeat what is answered 503: after a lost connection the first request ends on its own. */
export class WriteInProgress extends Exception {
  static status = 503
  static code = 'E_UPLOAD_IN_PROGRESS'
  static message =
    'Another request is sending these bytes. Wait until it has ended, then try again.'
}

export class UrlExpired extends Exception {
  static status = 403
  static code = 'E_URL_EXPIRED'
  static message = 'The url has expired. Ask for a new one.'
}

/** The asset that the URL was made for was deleted or rejected, or its link revoked. */
export class UrlRevoked extends Exception {
  static status = 403
  static code = 'E_URL_REVOKED'
  static message =
    'The file that this URL is made for was deleted or rejected, or its link was revoked.'
}

export class TypeMismatch extends Exception {
  static status = 403
  static code = 'E_CONTENT_TYPE_MISMATCH'
  static message = 'The url is made for another content type. Send the headers that came with it.'
}

export class LengthMissing extends Exception {
  static status = 411
  static code = 'E_LENGTH_REQUIRED'
  static message = 'Send the length of the body in the content-length header.'
}

export class LengthMismatch extends Exception {
  static status = 400
  static code = 'E_LENGTH_MISMATCH'
  static message = 'The url is made for a body of another length.'
}

export class DigestMismatch extends Exception {
  static status = 400
  static code = 'E_DIGEST_MISMATCH'
  static message = 'The SHA-256 of the body is not the one that was declared.'
}

/** The connection ended in the middle of the body. */
export class BodyInterrupted extends Exception {
  static status = 400
  static code = 'E_BODY_INTERRUPTED'
  static message = 'The body ended early. Send it again.'
}

export class RangeNotSatisfiable extends Exception {
  static status = 416
  static code = 'E_RANGE_NOT_SATISFIABLE'
  static message = 'The object has no such range of bytes.'
}
