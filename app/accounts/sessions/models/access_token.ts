import { compose } from '@adonisjs/core/helpers'
import { AccessTokenSchema } from '#database/schema'
import { Identified } from '#app/persistence/identified'

/** The digest of a token that signs requests in for some minutes. */
export default class AccessToken extends compose(AccessTokenSchema, Identified) {}
