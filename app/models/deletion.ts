import { compose } from '@adonisjs/core/helpers'
import { DeletionSchema } from '#database/schema'
import { Identified } from '#models/mixins/identified'

/** Objects below a prefix that must go, whatever became of the row that owned them. */
export default class Deletion extends compose(DeletionSchema, Identified) {}
