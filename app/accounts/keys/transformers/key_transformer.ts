import { BaseTransformer } from '@adonisjs/core/transformers'
import type Key from '#app/accounts/keys/models/key'
import { iso } from '#app/http/iso'

/** A key as its owner sees it, without its secret. */
export default class KeyTransformer extends BaseTransformer<Key> {
  toObject() {
    const { expiresAt, lastUsedAt, createdAt } = this.resource
    return {
      ...this.pick(this.resource, ['id', 'name', 'scopes']),
      expiresAt: expiresAt && iso(expiresAt),
      lastUsedAt: lastUsedAt && iso(lastUsedAt),
      createdAt: iso(createdAt),
    }
  }
}
