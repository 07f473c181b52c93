import { errors } from '@vinejs/vine'
import { Exception } from '@adonisjs/core/exceptions'

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
