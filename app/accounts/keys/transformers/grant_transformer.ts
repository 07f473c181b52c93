import { BaseTransformer } from '@adonisjs/core/transformers'
import type Grant from '#app/accounts/keys/models/grant'
import { iso } from '#app/http/iso'

/** A grant as its owner sees it, without its secret. */
export default class GrantTransformer extends BaseTransformer<Grant> {
  toObject() {
    const { expiresAt, createdAt } = this.resource
    return {
      ...this.pick(this.resource, [
        'id',
        'maxAssets',
        'maxBytes',
        'maxFileSize',
        'allowedTypes',
        'metadata',
        'usedAssets',
        'usedBytes',
      ]),
      expiresAt: iso(expiresAt),
      createdAt: iso(createdAt),
    }
  }
}
