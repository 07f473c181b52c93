import db from '@adonisjs/lucid/services/db'
import User from '#app/accounts/models/user'
import AuditLog, { type Origin } from '#app/audit/models/audit_log'
import { UnknownAccount } from '#app/accounts/errors'

interface Quota {
  email: string
  /** Null goes back to the default, undefined leaves it as it is. */
  bytes?: number | null
  assets?: number | null
}

/**
 * Sets how much an account may keep. What it keeps already stays, even above the new quota.
 * Throws `UnknownAccount`.
 */
export class ChangeQuota {
  async handle({ email, bytes, assets }: Quota, origin: Origin) {
    return db.transaction(async (trx) => {
      const user = await User.query({ client: trx }).where({ email }).forUpdate().first()
      if (!user) throw new UnknownAccount()
      if (bytes !== undefined) user.quotaBytes = bytes
      if (assets !== undefined) user.quotaAssets = assets
      await user.save()
      const { quotaBytes, quotaAssets } = user
      await AuditLog.record('user.quota_changed', user.id, origin, trx, { quotaBytes, quotaAssets })
      return user
    })
  }
}
