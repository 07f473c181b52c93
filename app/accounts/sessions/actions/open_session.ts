import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type User from '#app/accounts/models/user'
import Session from '#app/accounts/sessions/models/session'
import Mail from '#app/mail/models/mail'
import { newDeviceMail } from '#app/accounts/mails'
import { deviceName } from '#app/accounts/sessions/device_name'
import { InvalidCredentials } from '#app/accounts/sessions/errors'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import { isMailEnabled } from '#config/mail'

interface Opening {
  user: User
  origin: RequestContext
  /** The device has not shown that the user signed in on it before. */
  isNewDevice?: boolean
  /** More than a password was shown: a code, a passkey, or a provider vouches for the user. */
  hasSecondFactor?: boolean
}

/**
 * Signs the user in: a new session with its first pair of tokens. The user is
 * notified by mail of a sign-in from a new device. Throws `InvalidCredentials` if the password
 * was changed or the account disabled since the user was read, because that ended all sessions.
 */
export class OpenSession {
  async handle({ user, origin, isNewDevice = false, hasSecondFactor }: Opening) {
    return db.transaction(async (trx) => {
      if (!(await user.holdActive(trx))) throw new InvalidCredentials()
      const notifies = isNewDevice && isMailEnabled() && !(await this.#hasSeen(user, origin, trx))
      const tokens = await Session.open(user, { ...origin, hasSecondFactor }, trx)
      if (notifies) await this.#notify(user, tokens.session.id, origin, trx)
      const by = { ...origin, actorId: user.id }
      await AuditLog.record('session.opened', tokens.session.id, by, trx)
      return { user, ...tokens }
    })
  }

  #hasSeen({ id }: User, { userAgent }: RequestContext, trx: TransactionClientContract) {
    return Session.hasSeen(id, userAgent?.slice(0, 512) ?? null, trx)
  }

  async #notify(
    user: User,
    sessionId: string,
    origin: RequestContext,
    trx: TransactionClientContract
  ) {
    const device = deviceName(origin.userAgent) ?? 'a device that does not say what it is'
    const message = newDeviceMail(device, origin.ip)
    const event = `session.opened:${sessionId}`
    await Mail.queue({ event, to: user.email, userId: user.id, message }, trx)
  }
}
