import vine from '@vinejs/vine'
import { ownData } from '#app/http/fields'
import { typeNames } from '#app/media/formats'
import { page } from '#app/http/pagination'
import { givenPassword, PRINTABLE } from '#app/accounts/fields'
import { scopes } from '#app/accounts/keys/scopes'
import { grantLifetime } from '#config/grants'

const name = () => vine.string().trim().minLength(1).maxLength(100).regex(PRINTABLE)

export const keyValidator = vine.create({
  name: name(),
  scopes: vine.array(vine.enum(scopes)).minLength(1).distinct(),
  expiresIn: vine
    .number()
    .withoutDecimals()
    .range([60, 10 * 365 * 86_400])
    .optional(),
  // Read by the confirmation.
  currentPassword: givenPassword().optional(),
})

const limit = () => vine.number({ strict: true }).withoutDecimals().min(1)

export const grantValidator = vine.create({
  maxAssets: limit().max(1_000_000).optional(),
  maxBytes: limit().max(Number.MAX_SAFE_INTEGER).optional(),
  maxFileSize: limit().max(Number.MAX_SAFE_INTEGER).optional(),
  allowedTypes: vine.array(vine.enum(typeNames)).minLength(1).distinct().optional(),
  metadata: ownData().optional(),
  expiresIn: limit().max(grantLifetime.max).optional(),
})

export const grantsPageValidator = vine.create(page)

export const keysPageValidator = vine.create(page)
