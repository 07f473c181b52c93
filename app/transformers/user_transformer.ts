import { BaseTransformer } from '@adonisjs/core/transformers'
import type User from '#models/user'

/** What a person is told of their account. */
export default class UserTransformer extends BaseTransformer<User> {
  toObject() {
    const { id, email, fullName, role, createdAt } = this.resource
    return { id, email, fullName, role, createdAt: createdAt.toUTC().toISO()! }
  }
}
