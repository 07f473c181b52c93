import vine from '@vinejs/vine'
import { text } from '#app/http/fields'
import { page } from '#app/http/pagination'
import { roles } from '#app/accounts/models/user'
import { amount, email, fullName, givenPassword, newPassword } from '#app/accounts/fields'
import { invitationLifetime } from '#config/registration'

const newAccount = {
  email: email(),
  password: newPassword(),
  fullName: fullName().nullable().optional(),
}

export const registrationValidator = vine.create({
  ...newAccount,
  invitation: text().maxLength(255).optional(),
})

/** For commands alone: no request may name a role. */
export const newUserValidator = vine.create({ ...newAccount, role: vine.enum(roles) })

export const roleValidator = vine.create({ email: email(), role: vine.enum(roles) })

/** What is left out stays as it is. */
export const quotaValidator = vine.create({
  email: email(),
  bytes: amount().optional(),
  assets: amount().optional(),
})

export const passwordChangeValidator = vine.withMetaData<{ email: string }>().create({
  currentPassword: givenPassword(),
  newPassword: newPassword(),
})

export const usersPageValidator = vine.create({
  ...page,
  q: text().maxLength(254).optional(),
})

/** What is left out stays as it is. */
export const userChangesValidator = vine.create({
  role: vine.enum(roles).optional(),
  quotaBytes: amount().nullable().optional(),
  quotaAssets: amount().nullable().optional(),
  disabled: vine.boolean({ strict: true }).optional(),
  totp: vine.literal(false).optional(),
})

/** An account is named by its email. */
export const emailValidator = vine.create({ email: email() })

export const emailTokenValidator = vine.create({ token: text().maxLength(255) })

/** The password may be left out if the session is confirmed. */
export const emailChangeValidator = vine.create({
  email: email(),
  currentPassword: givenPassword().optional(),
})

export const passwordResetValidator = vine.withMetaData<{ email: string }>().create({
  token: text().maxLength(255),
  newPassword: newPassword(),
})

export const invitationValidator = vine.create({
  email: email().nullable().optional(),
  role: vine.enum(roles).optional(),
  quotaBytes: amount().nullable().optional(),
  expiresIn: vine.number().withoutDecimals().range([60, invitationLifetime.max]).optional(),
})

export const invitationsPageValidator = vine.create(page)
