import vine from '@vinejs/vine'
import { DateTime } from 'luxon'
import { moment, text } from '#app/http/fields'
import { page } from '#app/http/pagination'
import { maxSharedAssets } from '#config/sharing'

const terms = {
  title: text().trim().minLength(1).maxLength(200).nullable().optional(),
  expiresAt: moment()
    // Vine hands over null too.
    .transform((date: Date | null) => date && DateTime.fromJSDate(date))
    .nullable()
    .optional(),
  password: vine.string().minLength(1).maxLength(128).nullable().optional(),
  maxDownloads: vine
    .number({ strict: true })
    .withoutDecimals()
    .range([1, 1_000_000_000])
    .nullable()
    .optional(),
  originals: vine.boolean({ strict: true }).optional(),
  location: vine.boolean({ strict: true }).optional(),
}

const alone = vine.createRule((_value, _options, field) => {
  if ((field.parent as { ids?: unknown }).ids === undefined) return
  field.report('The {{ field }} cannot be shared together with ids', 'alone', field)
})

export const newShareValidator = vine.create({
  ...terms,
  ids: vine
    .array(vine.string().uuid())
    .minLength(1)
    .maxLength(maxSharedAssets)
    .distinct()
    .optional()
    .requiredIfMissing('albumId'),
  albumId: vine.string().uuid().use(alone()).optional(),
})

/** What is left out stays as it is. */
export const shareChangesValidator = vine.create(terms)

export const sharesPageValidator = vine.create(page)

export const visitValidator = vine.create({
  password: vine.string().maxLength(1_024).nullable().optional(),
})

const ticket = () => vine.string().maxLength(100).optional()

export const sharedPageValidator = vine.create({ ...page, visit: ticket() })

export const sharedArchiveValidator = vine.create({ visit: ticket() })

export const sharedFileValidator = vine.create({ visit: ticket(), ticket: ticket() })
