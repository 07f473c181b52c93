import { Exception } from '@adonisjs/core/exceptions'

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

export class RequestTooLarge extends Exception {
  static status = 413
  static code = 'E_REQUEST_TOO_LARGE'
  static message = 'The body is too large: 64 KB at most. Files go to the url of the upload.'
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

/** What clients are told of a failure that is not meant for them. */
export class Unexpected extends Exception {
  static status = 500
  static code = 'E_INTERNAL'
  static message =
    'Something went wrong on our side. Please try again; the request id names the incident.'
}
