import { BaseTransformer } from '@adonisjs/core/transformers'
import { iso, isoOrNull } from '#app/http/iso'
import type Link from '#app/links/models/link'

/** A link as its owner sees it. `baseUrl` is where its URL points. */
export default class LinkTransformer extends BaseTransformer<Link> {
  constructor(
    link: Link,
    private baseUrl: string
  ) {
    super(link)
  }

  toObject() {
    const link = this.resource
    const { secret } = link
    return {
      id: link.id,
      url: secret && `${this.baseUrl}/r/${secret}`,
      title: link.title,
      message: link.message,
      expiresAt: isoOrNull(link.expiresAt),
      ...this.pick(link, ['maxAssets', 'maxBytes', 'maxFileSize', 'allowedTypes']),
      hasPassword: link.password !== null,
      sender: { name: link.senderName, email: link.senderEmail },
      notify: link.notify,
      albumId: link.albumId,
      closedAt: isoOrNull(link.closedAt),
      received: link.received,
      createdAt: iso(link.createdAt),
    }
  }
}
