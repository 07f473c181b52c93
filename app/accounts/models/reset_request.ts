import { compose } from '@adonisjs/core/helpers'
import { ResetRequestSchema } from '#database/schema'
import { Identified } from '#app/persistence/identified'

/** Somebody asked for a new password of this email, which may be nobody's. */
export default class ResetRequest extends compose(ResetRequestSchema, Identified) {}
