import { compose } from '@adonisjs/core/helpers'
import { VariantSchema } from '#database/schema'
import { Identified } from '#app/persistence/identified'

/** A derived image of an asset: which recipe made it and where its bytes are. */
export default class Variant extends compose(VariantSchema, Identified) {}
