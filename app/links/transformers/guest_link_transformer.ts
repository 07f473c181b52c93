import { BaseTransformer } from '@adonisjs/core/transformers'
import { isoOrNull } from '#app/http/iso'
import type Link from '#app/links/models/link'

/** A link as its visitors see it. */
export default class GuestLinkTransformer extends BaseTransformer<Link> {
  toObject() {
    const link = this.resource
    const { remaining } = link
    return {
      title: link.title,
      message: link.message,
      owner: { fullName: (link.$extras.owner_name ?? null) as string | null },
      expiresAt: isoOrNull(link.expiresAt),
      passwordRequired: link.password !== null,
      sender: { name: link.senderName, email: link.senderEmail },
      limits: this.pick(link, ['maxAssets', 'maxBytes', 'maxFileSize', 'allowedTypes']),
      remaining,
      open: remaining.assets !== 0 && remaining.bytes !== 0,
    }
  }
}
