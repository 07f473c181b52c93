import User from '#app/accounts/models/user'
import Invitation from '#app/accounts/models/invitation'
import type { RequestContext } from '#app/audit/models/audit_log'
import { CreateUser, type NewUser } from '#app/accounts/actions/create_user'
import { OpenSession } from '#app/accounts/sessions/actions/open_session'
import { InvalidInvitation, RegistrationClosed } from '#app/accounts/errors'
import { registration } from '#config/registration'

type Registration = Pick<NewUser, 'email' | 'password' | 'fullName' | 'invitation'>

/**
 * Creates an account on its owner's request and signs it in. Throws `RegistrationClosed` without
 * an invitation where one is needed, `InvalidInvitation` with one that does not count, and
 * `EmailTaken`.
 */
export class Register {
  async handle(values: Registration, origin: RequestContext) {
    Register.check(values)
    if (values.invitation) await this.#checkInvitation(values.invitation, values.email)
    const user = await new CreateUser().handle(values, origin)
    return new OpenSession().handle({ user, origin })
  }

  /** Throws `RegistrationClosed` if a request with or without an invitation is hopeless. */
  static check({ invitation }: { invitation?: unknown }) {
    const { mode } = registration
    if (mode === 'open' || (mode === 'invite' && invitation)) return
    throw new RegistrationClosed()
  }

  // First, so that a stranger neither learns which emails are taken nor costs a hash. Whether the
  // invitation is still open is decided when it is redeemed.
  async #checkInvitation(invitation: string, email: string) {
    const usable = await Invitation.usableBy(invitation, User.normalizeEmail(email)).first()
    if (!usable) throw new InvalidInvitation()
  }
}
