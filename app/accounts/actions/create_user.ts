import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import User, { type Role } from '#app/accounts/models/user'
import Invitation from '#app/accounts/models/invitation'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import { isUniqueViolation } from '#app/persistence/unique_violation'
import { sendVerification } from '#app/accounts/actions/send_verification'
import { hashPassword } from '#app/accounts/auth/passwords'
import { neighbourhoodOf } from '#app/http/limits/network'
import { EmailTaken, InvalidInvitation } from '#app/accounts/errors'

export interface NewUser {
  email: string
  password: string
  fullName?: string | null
  role?: Role
  /** The service made the password up: its user has to choose another one first. */
  mustChangePassword?: boolean
  /** The token of an invitation, which then sets role and quota. */
  invitation?: string
}

/**
 * Creates an account. Throws `EmailTaken` if there is one with this email, in any spelling, and
 * `InvalidInvitation` if the invitation was used meanwhile.
 */
export class CreateUser {
  async handle({ email, password, fullName, role, ...rest }: NewUser, origin: RequestContext) {
    const { invitation, mustChangePassword = false } = rest
    const normalized = User.normalizeEmail(email)
    if (await User.findBy({ email: normalized })) throw new EmailTaken()
    const values = {
      email: normalized,
      fullName: fullName ?? null,
      role: role ?? 'USER',
      mustChangePassword,
      password: await hashPassword(password, turnOf(origin)),
    }

    try {
      return await this.#create(values, invitation, origin)
    } catch (error) {
      // Somebody took it while the password was being hashed.
      throw isUniqueViolation(error) ? new EmailTaken() : error
    }
  }

  #create(
    values: Partial<User> & { email: string },
    token: string | undefined,
    origin: RequestContext
  ) {
    return db.transaction(async (trx) => {
      const terms = token && (await this.#redeem(token, values.email, trx))
      const user = await User.create({ ...values, ...(terms && terms.granted) }, { client: trx })
      await AuditLog.record('user.created', user.id, origin, trx, {
        role: user.role,
        ...(terms && { invitationId: terms.id }),
      })
      await sendVerification(user, user.email, trx)
      // The database's defaults are not in the model that was created.
      return user.refresh()
    })
  }

  async #redeem(token: string, email: string, trx: TransactionClientContract) {
    const terms = await Invitation.redeem(token, email, trx)
    if (!terms) throw new InvalidInvitation()
    const { id, ...granted } = terms
    return { id, granted }
  }
}

function turnOf({ ip }: RequestContext) {
  return ip ? { lane: neighbourhoodOf(ip), isKnown: false } : undefined
}
