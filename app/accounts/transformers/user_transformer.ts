import { BaseTransformer } from '@adonisjs/core/transformers'
import type User from '#app/accounts/models/user'
import { iso, isoOrNull } from '#app/http/iso'
import { defaultQuota } from '#config/uploads'

/** An account as its owner sees it. */
export default class UserTransformer extends BaseTransformer<User> {
  toObject() {
    const { id, email, fullName, role, emailVerifiedAt, mustChangePassword, createdAt } =
      this.resource
    return {
      id,
      email,
      fullName,
      role,
      emailVerifiedAt: isoOrNull(emailVerifiedAt),
      mustChangePassword,
      createdAt: iso(createdAt),
    }
  }

  /** With what their assets take up, and how much they may. */
  withUsage() {
    const { usedBytes, usedAssets, quotaBytes, quotaAssets } = this.resource
    return {
      ...this.toObject(),
      usage: {
        bytes: usedBytes,
        assets: usedAssets,
        quotaBytes: quotaBytes ?? defaultQuota.bytes,
        quotaAssets: quotaAssets ?? defaultQuota.assets,
      },
    }
  }

  /** With what only administrators see: its state. */
  forAdministrators() {
    const { disabledAt, eraseAt } = this.resource
    return {
      ...this.withUsage(),
      disabledAt: isoOrNull(disabledAt),
      eraseAt: isoOrNull(eraseAt),
    }
  }
}
