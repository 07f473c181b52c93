import { BaseTransformer } from '@adonisjs/core/transformers'
import type { PresignedRequest } from '#app/storage/object_store'
import { iso } from '#app/http/iso'

/** The request that a client may send to the store: exactly these headers, until it expires. */
export default class UploadTransformer extends BaseTransformer<PresignedRequest> {
  toObject() {
    const { expiresAt } = this.resource
    return {
      ...this.pick(this.resource, ['method', 'url', 'headers']),
      expiresAt: iso(expiresAt),
    }
  }
}
