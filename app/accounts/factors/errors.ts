import { Exception } from '@adonisjs/core/exceptions'

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

/** REQUIRE_SECOND_FACTOR asks for more than the password that opened the session. */
export class SecondFactorMissing extends Exception {
  static status = 403
  static code = 'E_SECOND_FACTOR_MISSING'
  static message =
    'A second factor is required here. Set one up (POST /auth/totp or POST /auth/passkeys), or confirm with yours: POST /auth/confirm.'
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

export class TotpNotOn extends Exception {
  static status = 409
  static code = 'E_TOTP_NOT_ON'
  static message = 'No authenticator app is set up. Set one up first: POST /auth/totp.'
}

export class InvalidPasskey extends Exception {
  static status = 401
  static code = 'E_INVALID_PASSKEY'
  static message =
    'The passkey is unknown, or its answer is wrong or too late. Ask for new options.'
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
