import { BaseTransformer } from '@adonisjs/core/transformers'
import type Invitation from '#app/accounts/models/invitation'
import { iso } from '#app/http/iso'

/** An open invitation as an administrator sees it, without its token. */
export default class InvitationTransformer extends BaseTransformer<Invitation> {
  toObject() {
    const { id, email, role, quotaBytes, expiresAt, createdAt } = this.resource
    return {
      id,
      email,
      role,
      quotaBytes,
      expiresAt: iso(expiresAt),
      createdAt: iso(createdAt),
    }
  }
}
