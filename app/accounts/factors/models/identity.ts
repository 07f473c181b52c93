import { compose } from '@adonisjs/core/helpers'
import { IdentitySchema } from '#database/schema'
import { Identified } from '#app/persistence/identified'

/** An account of an OpenID Connect provider that signs a user in. */
export default class Identity extends compose(IdentitySchema, Identified) {}
