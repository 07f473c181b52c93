import { BaseTransformer } from '@adonisjs/core/transformers'
import type { PresignedRequest } from '#app/storage/object_store'
import { iso } from '#app/http/iso'

/** The request that puts one part in its place. */
export default class PresignedPartTransformer extends BaseTransformer<
  PresignedRequest & { partNumber: number }
> {
  toObject() {
    return {
      ...this.pick(this.resource, ['partNumber', 'method', 'url', 'headers']),
      expiresAt: iso(this.resource.expiresAt),
    }
  }
}
