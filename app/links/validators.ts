import vine from '@vinejs/vine'
import { DateTime } from 'luxon'
import { moment, text } from '#app/http/fields'
import { page } from '#app/http/pagination'
import { typeNames } from '#app/media/formats'
import { senderRules } from '#app/links/models/link'

const limit = (max: number) =>
  vine.number({ strict: true }).withoutDecimals().range([1, max]).nullable().optional()

const title = () => text().trim().minLength(1).maxLength(200)

const rule = () => vine.enum(senderRules).optional()

const rules = {
  message: text().trim().maxLength(2_000).nullable().optional(),
  expiresAt: moment()
    // Vine hands over null too.
    .transform((date: Date | null) => date && DateTime.fromJSDate(date))
    .nullable()
    .optional(),
  maxAssets: limit(1_000_000),
  maxBytes: limit(Number.MAX_SAFE_INTEGER),
  maxFileSize: limit(Number.MAX_SAFE_INTEGER),
  allowedTypes: vine.array(vine.enum(typeNames)).minLength(1).distinct().nullable().optional(),
  password: vine.string().minLength(1).maxLength(128).nullable().optional(),
  sender: vine.object({ name: rule(), email: rule() }).optional(),
  notify: vine.boolean({ strict: true }).optional(),
  albumId: vine.string().uuid().nullable().optional(),
  closed: vine.boolean({ strict: true }).optional(),
}

export const newLinkValidator = vine.create({ title: title(), ...rules })

/** What is left out stays as it is. */
export const linkChangesValidator = vine.create({ title: title().optional(), ...rules })

export const linksPageValidator = vine.create(page)

export const visitValidator = vine.create({
  secret: vine.string().maxLength(255),
  password: vine.string().maxLength(1_024).nullable().optional(),
  name: text().trim().minLength(1).maxLength(200).nullable().optional(),
  email: text().trim().maxLength(254).email().nullable().optional(),
})
