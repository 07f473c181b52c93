import User from '#app/accounts/models/user'
import Challenge from '#app/accounts/factors/models/challenge'
import type { RequestContext } from '#app/audit/models/audit_log'
import type { KnownDevice } from '#app/accounts/auth/known_device'
import { OpenSession } from '#app/accounts/sessions/actions/open_session'
import { SignInAttempts } from '#app/accounts/sessions/sign_in_attempts'
import { useCode } from '#app/accounts/factors/second_factor'
import { digestOf } from '#app/accounts/auth/token'
import { InvalidCode } from '#app/accounts/factors/errors'

/**
 * Completes a sign-in whose password was right by a code. Throws `InvalidCode` for a wrong or used
 * one, and for a challenge that is unknown, expired, used, or was tried five times.
 */
export class CompleteSignIn {
  async handle(
    { challenge, code }: { challenge: string; code: string },
    origin: RequestContext,
    device?: KnownDevice
  ) {
    const pending = await Challenge.try('second_factor', challenge)
    const user = pending && (await User.find(pending.userId))
    // A password that was changed meanwhile is no longer the right one.
    if (
      !pending ||
      !user?.isActive ||
      pending.data.password !== digestOf(user.password).toString('hex')
    )
      throw new InvalidCode()

    const attempts = SignInAttempts.of(user, origin, device)
    await useCode({ user, code, attempts }, origin)
    if (!(await Challenge.redeem('second_factor', challenge))) throw new InvalidCode()
    const isNewDevice = device?.userId !== user.id
    return new OpenSession().handle({ user, origin, isNewDevice, hasSecondFactor: true })
  }
}
