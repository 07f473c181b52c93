import { v7 } from 'uuid'
import type { ModelAttributes } from '@adonisjs/lucid/types/model'
import factory from '@adonisjs/lucid/factories'
import User from '#app/accounts/models/user'
import { hashPassword } from '#app/accounts/auth/passwords'

/** The password of every user that the factory makes. */
export const PASSWORD = 'seventeen wet geese'

let hashed: Promise<string> | undefined

export const UserFactory = factory
  .define(User, async (): Promise<Partial<ModelAttributes<User>>> => {
    hashed ??= hashPassword(PASSWORD)
    return { email: `${v7()}@example.org`, fullName: 'Ann', role: 'USER', password: await hashed }
  })
  .state('administrator', (user) => (user.role = 'ADMIN'))
  .build()
