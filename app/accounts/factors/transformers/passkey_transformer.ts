import { BaseTransformer } from '@adonisjs/core/transformers'
import type Passkey from '#app/accounts/factors/models/passkey'
import { iso, isoOrNull } from '#app/http/iso'

/** A passkey as its owner sees it. */
export default class PasskeyTransformer extends BaseTransformer<Passkey> {
  toObject() {
    const { id, name, lastUsedAt, createdAt } = this.resource
    return { id, name, lastUsedAt: isoOrNull(lastUsedAt), createdAt: iso(createdAt) }
  }
}
