import { compose } from '@adonisjs/core/helpers'
import { UserSchema } from '#database/schema'
import { Identified } from '#models/mixins/identified'

export type Role = 'USER' | 'ADMIN'

export default class User extends compose(UserSchema, Identified) {
  declare role: Role

  get isAdmin() {
    return this.role === 'ADMIN'
  }
}
