import { Exception } from '@adonisjs/core/exceptions'

export class InvalidCredentials extends Exception {
  static status = 401
  static code = 'E_INVALID_CREDENTIALS'
  static message = 'The email or the password is wrong.'
}

export class InvalidRefreshToken extends Exception {
  static status = 401
  static code = 'E_INVALID_REFRESH_TOKEN'
  static message = 'The refresh token is used, expired or unknown. Sign in again.'
}

/** More sign-ins at once than passwords can be checked in a few seconds. */
export class ServiceBusy extends Exception {
  static status = 503
  static code = 'E_SERVICE_BUSY'
  static message = 'Too many people are signing in right now. Please try again in a moment.'
}

export class ConfirmationRequired extends Exception {
  static status = 403
  static code = 'E_CONFIRMATION_REQUIRED'
  static message =
    'Confirm who you are first: POST /auth/confirm, or send your current password along.'
}
