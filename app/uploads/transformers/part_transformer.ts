import { BaseTransformer } from '@adonisjs/core/transformers'
import type { StoredPart } from '#app/storage/object_store'

/** A part that the store has. */
export default class PartTransformer extends BaseTransformer<StoredPart> {
  toObject() {
    return this.pick(this.resource, ['partNumber', 'size'])
  }
}
