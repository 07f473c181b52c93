import { compose } from '@adonisjs/core/helpers'
import { UserSchema } from '#database/schema'
import { Identified } from '#models/mixins/identified'

export type Role = 'USER' | 'ADMIN'

export default class User extends compose(UserSchema, Identified) {
  declare role: Role

  /** The one spelling under which an email is kept, compared and looked up. */
  static normalizeEmail(email: string) {
    return email.normalize('NFC').trim().toLowerCase()
  }

  get isAdmin() {
    return this.role === 'ADMIN'
  }
}
