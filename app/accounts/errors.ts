import { errors } from '@vinejs/vine'
import { list, oneOf } from '#app/http/openapi/schema_builders'
import { type Scope, scopes } from '#app/accounts/scopes'
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

/** Answers as the validation of any other field does. */
export class EmailTaken extends errors.E_VALIDATION_ERROR {
  constructor() {
    const message = 'Somebody has already signed up with this email.'
    super([{ field: 'email', rule: 'unique', message }])
  }
}

export class WrongCurrentPassword extends errors.E_VALIDATION_ERROR {
  constructor() {
    const message = 'This is not your current password.'
    super([{ field: 'currentPassword', rule: 'currentPassword', message }])
  }
}

export class SamePassword extends errors.E_VALIDATION_ERROR {
  constructor() {
    const message = 'This is the password that was made for you. Choose another one.'
    super([{ field: 'newPassword', rule: 'different', message }])
  }
}

export class UnknownAccount extends Exception {
  static status = 404
  static code = 'E_UNKNOWN_ACCOUNT'
  static message = 'There is no account with this email.'
}

export class LastAdministrator extends Exception {
  static status = 409
  static code = 'E_LAST_ADMINISTRATOR'
  static message = 'This is the last administrator. Give somebody else the role first.'
}

export class UnfitAdministrator extends Exception {
  static code = 'E_UNFIT_ADMINISTRATOR'

  constructor(cause: InstanceType<typeof errors.E_VALIDATION_ERROR>) {
    const reasons = cause.messages.map(({ message }: { message: string }) => message)
    super(`ADMIN_EMAIL and ADMIN_PASSWORD make no account: ${reasons.join('; ')}`, { cause })
  }
}

export class RegistrationClosed extends Exception {
  static status = 403
  static code = 'E_REGISTRATION_CLOSED'
  static message = 'Accounts are created by invitation only. Ask an administrator for one.'
}

export class InvalidInvitation extends Exception {
  static status = 422
  static code = 'E_INVALID_INVITATION'
  static message =
    'The invitation is used, expired, revoked or for another email. Ask for a new one.'
}

export class AccountDisabled extends Exception {
  static status = 403
  static code = 'E_ACCOUNT_DISABLED'
  static message = 'This account is disabled. Ask an administrator to enable it.'
}

export class ErasureStarted extends Exception {
  static status = 409
  static code = 'E_ERASURE_STARTED'
  static message = 'The erasure of this account has started and cannot be undone.'
}

export class InvalidToken extends Exception {
  static status = 422
  static code = 'E_INVALID_TOKEN'
  static message = 'The link is used, expired or unknown. Ask for a new one.'
}

export class PasswordChangeRequired extends Exception {
  static status = 403
  static code = 'E_PASSWORD_CHANGE_REQUIRED'
  static message = 'Choose a password of your own first: PUT /auth/password.'
}

export class ConfirmationRequired extends Exception {
  static status = 403
  static code = 'E_CONFIRMATION_REQUIRED'
  static message =
    'Confirm who you are first: POST /auth/confirm, or send your current password along.'
}

/** The password was right; the challenge is what the code is sent with. */
export class SecondFactorRequired extends Exception {
  static status = 401
  static code = 'E_SECOND_FACTOR_REQUIRED'
  static message =
    'Send a code of your authenticator app with this challenge: POST /auth/login/totp.'
  readonly details: { challenge: string }

  constructor(challenge = '') {
    super()
    this.details = { challenge }
  }
}

export class InvalidCode extends Exception {
  static status = 401
  static code = 'E_INVALID_CODE'
  static message =
    'The code is wrong, used or expired, or there were too many tries. Sign in again.'
}

export class TotpAlreadyOn extends Exception {
  static status = 409
  static code = 'E_TOTP_ALREADY_ON'
  static message = 'An authenticator app is set up already. Turn it off first: DELETE /auth/totp.'
}

export class InvalidPasskey extends Exception {
  static status = 401
  static code = 'E_INVALID_PASSKEY'
  static message =
    'The passkey is unknown, or its answer is wrong or too late. Ask for new options.'
}

/** A key lacks a scope; `scopes` names all that are missing. */
export class ScopeMissing extends Exception {
  static status = 403
  static code = 'E_SCOPE_MISSING'
  static message = 'The key lacks a scope. Create one that has all of "scopes".'
  static details = { scopes: list(oneOf(...scopes)) }
  readonly details: { scopes: Scope[] }

  constructor(missing: Scope[]) {
    super(`The key lacks the scope ${missing.join(', ')}. Create one that has it.`)
    this.details = { scopes: missing }
  }
}

export class TooManyKeys extends Exception {
  static status = 409
  static code = 'E_TOO_MANY_KEYS'
  static message = 'You have 100 keys, as many as an account can have. Revoke one first.'
}

export class ProviderUnavailable extends Exception {
  static status = 503
  static code = 'E_PROVIDER_UNAVAILABLE'
  static message = 'The sign-in provider does not answer. Please try again in a moment.'
}

export class ProviderRefused extends Exception {
  static status = 401
  static code = 'E_PROVIDER_REFUSED'
  static message = 'The provider did not sign you in, or it took too long. Please try again.'
}

export class EmailNotVerified extends Exception {
  static status = 403
  static code = 'E_EMAIL_NOT_VERIFIED'
  static message = 'The email has to be verified both here and at the provider first.'
}

export class PasswordSignInDisabled extends Exception {
  static status = 403
  static code = 'E_PASSWORD_SIGN_IN_DISABLED'
  static message = 'Passwords do not sign in here. Use a provider or a passkey.'
}
