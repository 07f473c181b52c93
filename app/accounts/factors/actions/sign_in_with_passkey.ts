import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import User from '#app/accounts/models/user'
import type { RequestContext } from '#app/audit/models/audit_log'
import { OpenSession } from '#app/accounts/sessions/actions/open_session'
import { verifyPasskey } from '#app/accounts/factors/passkeys'
import { AccountDisabled } from '#app/accounts/errors'
import { InvalidPasskey } from '#app/accounts/factors/errors'

/**
 * Signs in by a passkey, which is two factors in one. Throws `InvalidPasskey`, and
 * `AccountDisabled` for the right one of a disabled account.
 */
export class SignInWithPasskey {
  async handle(response: AuthenticationResponseJSON, origin: RequestContext) {
    const { userId } = await verifyPasskey(response)
    const user = await User.find(userId)
    if (!user || user.eraseAt) throw new InvalidPasskey()
    if (!user.isActive) throw new AccountDisabled()
    return new OpenSession().handle({ user, origin, hasSecondFactor: true })
  }
}
