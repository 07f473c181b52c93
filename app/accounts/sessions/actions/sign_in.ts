import db from '@adonisjs/lucid/services/db'
import User from '#app/accounts/models/user'
import Challenge from '#app/accounts/factors/models/challenge'
import TotpFactor from '#app/accounts/factors/models/totp_factor'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import { OpenSession } from '#app/accounts/sessions/actions/open_session'
import { neighbourhoodOf } from '#app/http/limits/network'
import type { KnownDevice } from '#app/accounts/auth/known_device'
import { digestOf } from '#app/accounts/auth/token'
import { SignInAttempts } from '#app/accounts/sessions/sign_in_attempts'
import { hashPassword, isOutdated, verifyPassword } from '#app/accounts/auth/passwords'
import { AccountDisabled } from '#app/accounts/errors'
import { InvalidCredentials } from '#app/accounts/sessions/errors'
import { SecondFactorRequired } from '#app/accounts/factors/errors'

export interface Credentials {
  email: string
  password: string
}

/**
 * Signs in by email and password. Throws `InvalidCredentials`, after the same work and the same
 * time, whether the password is wrong or nobody has that email; `E_TOO_MANY_REQUESTS` after too
 * many of those, which are counted apart for a device that the account knows; `AccountDisabled` for
 * the right password of a disabled account.
 */
export class SignIn {
  async handle({ email, password }: Credentials, origin: RequestContext, device?: KnownDevice) {
    const user = await User.findBy({ email })
    const isKnown = device !== undefined && device.userId === user?.id
    const attempts = isKnown
      ? SignInAttempts.ofDevice(device.id)
      : SignInAttempts.ofStranger(email, origin.ip ?? '')
    await attempts.admit()
    const turn = { isKnown, lane: isKnown ? device.userId : neighbourhoodOf(origin.ip ?? '') }
    // Checked again in its turn, because guesses that come at once are counted one by one.
    const beforehand = () => attempts.check()
    const isRight = await verifyPassword(password, user?.password, { beforehand, turn })
    if (!user || !isRight) {
      await this.#recordFailure(email, user, origin)
      await attempts.countFailure()
      throw new InvalidCredentials()
    }
    if (!user.isActive) await this.#refuseInactive(email, user, origin)
    if (isOutdated(user.password)) {
      await user.rehashPassword(user.password, await hashPassword(password, turn))
    }
    if (await TotpFactor.isOn(user.id)) {
      const data = { password: digestOf(user.password).toString('hex') }
      const challenge = await Challenge.issue({ kind: 'second_factor', userId: user.id, data })
      throw new SecondFactorRequired(challenge)
    }
    await attempts.countSuccess()
    return new OpenSession().handle({ user, origin, isNewDevice: !isKnown })
  }

  // Who knows the password may know that the account is disabled. One that is about to be erased
  // is gone for everybody but an administrator.
  async #refuseInactive(email: string, user: User, origin: RequestContext): Promise<never> {
    await this.#recordFailure(email, user, origin)
    throw user.eraseAt ? new InvalidCredentials() : new AccountDisabled()
  }

  #recordFailure(email: string, user: User | null, origin: RequestContext) {
    return db.transaction((trx) => {
      return AuditLog.record('session.failed', user?.id ?? null, origin, trx, { email })
    })
  }
}
