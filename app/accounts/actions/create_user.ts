import db from '@adonisjs/lucid/services/db'
import User, { type Role } from '#app/accounts/models/user'
import AuditLog, { type Origin } from '#app/audit/models/audit_log'
import { hashPassword } from '#app/accounts/auth/passwords'
import { EmailTaken } from '#app/accounts/errors'

export interface NewUser {
  email: string
  password: string
  fullName?: string | null
  role?: Role
}

/** Makes an account. Throws `EmailTaken` where there is one with this email, in any spelling. */
export class CreateUser {
  async handle({ email, password, fullName, role = 'USER' }: NewUser, origin: Origin) {
    const normalized = User.normalizeEmail(email)
    if (await User.findBy({ email: normalized })) throw new EmailTaken()
    const values = {
      email: normalized,
      fullName: fullName ?? null,
      role,
      password: await hashPassword(password),
    }

    try {
      return await this.#create(values, origin)
    } catch (error) {
      // Somebody took it while the password was being hashed.
      throw isUniqueViolation(error) ? new EmailTaken() : error
    }
  }

  #create(values: NewUser, origin: Origin) {
    return db.transaction(async (trx) => {
      const user = await User.create(values, { client: trx })
      await AuditLog.record('user.created', user.id, origin, trx, { role: user.role })
      return user
    })
  }
}

function isUniqueViolation(error: unknown) {
  return error instanceof Error && 'code' in error && error.code === '23505'
}
