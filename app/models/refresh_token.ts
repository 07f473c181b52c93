import { compose } from '@adonisjs/core/helpers'
import { RefreshTokenSchema } from '#database/schema'
import { Identified } from '#models/mixins/identified'

/** The digest of a token that is exchanged once for a new pair; one link of its session's chain. */
export default class RefreshToken extends compose(RefreshTokenSchema, Identified) {}
