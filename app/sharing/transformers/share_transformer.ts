import { BaseTransformer } from '@adonisjs/core/transformers'
import { iso, isoOrNull } from '#app/http/iso'
import type Share from '#app/sharing/models/share'

/** A share as its owner sees it. */
export default class ShareTransformer extends BaseTransformer<Share> {
  constructor(
    share: Share,
    private count: number,
    private baseUrl: string
  ) {
    super(share)
  }

  toObject() {
    const share = this.resource
    const { secret } = share
    return {
      id: share.id,
      url: secret && `${this.baseUrl}/s/${secret}`,
      ...this.pick(share, ['title', 'albumId', 'maxDownloads', 'originals', 'location']),
      count: this.count,
      expiresAt: isoOrNull(share.expiresAt),
      hasPassword: share.password !== null,
      ...this.pick(share, ['views', 'downloads']),
      createdAt: iso(share.createdAt),
      updatedAt: iso(share.updatedAt),
    }
  }
}
