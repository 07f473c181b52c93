import { Exception } from '@adonisjs/core/exceptions'
import { formatBytes } from '#app/process/units'

/** The answer for what does not exist and for what is somebody else's: both look the same. */
export class NotFound extends Exception {
  static status = 404
  static code = 'E_NOT_FOUND'
  static message = 'There is nothing here. Check the address and the id.'
}

export class UnauthorizedAccess extends Exception {
  static status = 401
  static code = 'E_UNAUTHORIZED_ACCESS'
  static message = 'Sign in and send the access token as "Authorization: Bearer <token>".'
}

export class Forbidden extends Exception {
  static status = 403
  static code = 'E_FORBIDDEN'
  static message = 'Your role does not allow this.'
}

export class BadJson extends Exception {
  static status = 400
  static code = 'E_BAD_JSON'
  static message = 'The body is not valid JSON.'
}

/** The client closed the connection in the middle of the body. */
export class RequestAborted extends Exception {
  static status = 400
  static code = 'E_REQUEST_ABORTED'
  static message = 'The request ended before its body was complete. Send it again.'
}

/** `allow` names the methods that the path has. */
export class MethodNotAllowed extends Exception {
  static status = 405
  static code = 'E_METHOD_NOT_ALLOWED'
  static message = 'This path does not have the method. Use one that the "allow" header names.'

  constructor(readonly allowed: string[] = []) {
    super()
  }
}

export class RequestTimeout extends Exception {
  static status = 408
  static code = 'E_REQUEST_TIMEOUT'
  static message = 'The body did not arrive in time. Send the request again.'
}

export class RequestTooLarge extends Exception {
  static status = 413
  static code = 'E_REQUEST_TOO_LARGE'
  static message = 'The body is too large. Files go to the URL of the upload.'

  /** Names the limit, in bytes. */
  static over(limit: number) {
    return new RequestTooLarge(
      `The body is too large: it may have up to ${formatBytes(limit)}. Files go to the URL of the upload.`
    )
  }
}

export class UnsupportedMediaType extends Exception {
  static status = 415
  static code = 'E_UNSUPPORTED_MEDIA_TYPE'
  static message = 'The body is not JSON. Send JSON, with "content-type: application/json".'
}

export class DatabaseUnavailable extends Exception {
  static status = 503
  static code = 'E_DATABASE_UNAVAILABLE'
  static message = 'The database does not answer. Please try again in a moment.'
}

/** Balancers that ask send the next request to somebody else. */
export class ShuttingDown extends Exception {
  static status = 503
  static code = 'E_SHUTTING_DOWN'
  static message = 'This node is about to end. Ask another one.'
}

/** What clients see of an error that is not meant for them. */
export class Unexpected extends Exception {
  static status = 500
  static code = 'E_INTERNAL'
  static message =
    'Something went wrong on our side. Please try again; the request id names the incident.'
}
