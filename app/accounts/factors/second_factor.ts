import db from '@adonisjs/lucid/services/db'
import type User from '#app/accounts/models/user'
import TotpFactor from '#app/accounts/factors/models/totp_factor'
import RecoveryCode from '#app/accounts/factors/models/recovery_code'
import type { SignInAttempts } from '#app/accounts/sessions/sign_in_attempts'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import { Limit } from '#app/http/limits/limit'
import { InvalidCode } from '#app/accounts/factors/errors'

// Who tries knows the password already: their tries count from everywhere together.
const tries = new Limit('secondFactor')

interface Try {
  user: User
  code: string
  attempts: SignInAttempts
}

/**
 * Uses up a code of the user's app, or one of their recovery codes. Throws `InvalidCode`, and
 * `E_TOO_MANY_REQUESTS` after too many of those, which count as wrong passwords do.
 */
export async function useCode({ user, code, attempts }: Try, origin: RequestContext) {
  await attempts.admit()
  if (!attempts.isOfDevice) await tries.check(user.id)
  const by = { ...origin, actorId: origin.actorId ?? user.id }
  if (await isRight(user.id, code, by)) {
    await attempts.countSuccess()
    return
  }
  await record('session.second_factor_failed', user.id, origin)
  if (!attempts.isOfDevice) await tries.count(user.id)
  await attempts.countFailure()
  throw new InvalidCode()
}

/** Whether an app makes codes for the user, and how many recovery codes are left. */
export async function describeSecondFactor(userId: string) {
  const [totp, recoveryCodes] = await Promise.all([
    TotpFactor.isOn(userId),
    RecoveryCode.countLeft(userId),
  ])
  return { totp: Boolean(totp), recoveryCodes }
}

async function isRight(userId: string, code: string, by: RequestContext) {
  const factor = await TotpFactor.isOn(userId)
  if (!factor) return false
  if (/^\d{6}$/.test(code)) return factor.use(code)
  if (!(await RecoveryCode.use(userId, code))) return false
  await record('factor.recovery_code_used', userId, by)
  return true
}

function record(
  action: 'session.second_factor_failed' | 'factor.recovery_code_used',
  userId: string,
  origin: RequestContext
) {
  return db.transaction((trx) => AuditLog.record(action, userId, origin, trx))
}
