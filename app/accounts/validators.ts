import vine from '@vinejs/vine'
import { text } from '#app/http/fields'
import { page } from '#app/http/pagination'
import User, { roles } from '#app/accounts/models/user'
import { isCommonPassword } from '#app/accounts/auth/common_passwords'

const PRINTABLE = /^[^\p{Cc}]*$/u

/** The email is a field of the same body, or of the meta data where the body has none. */
const hardToGuess = vine.createRule(
  async (value, _options, field) => {
    const password = String(value)
    const address = User.normalizeEmail(String(field.meta.email ?? field.parent.email ?? ''))
    if (address && password.toLowerCase().includes(address)) {
      field.report('The {{ field }} must not contain the email', 'withoutEmail', field)
    } else if (await isCommonPassword(password)) {
      field.report(
        'This {{ field }} is among the most used ones. Choose another',
        'uncommon',
        field
      )
    }
  },
  { isAsync: true }
)

const email = () =>
  vine
    .string()
    .parse((value) => (typeof value === 'string' ? User.normalizeEmail(value) : value))
    .maxLength(254)
    .email()

const newPassword = () => vine.string().minLength(12).maxLength(128).use(hardToGuess())

// A wrong password may have any form, but hashing takes no novel.
const givenPassword = () => vine.string().maxLength(1_024)

const registration = {
  email: email(),
  password: newPassword(),
  fullName: vine.string().trim().maxLength(200).regex(PRINTABLE).nullable().optional(),
}

export const registrationValidator = vine.create(registration)

/** For commands alone: no request may name a role. */
export const newUserValidator = vine.create({ ...registration, role: vine.enum(roles) })

export const roleValidator = vine.create({ email: email(), role: vine.enum(roles) })

const amount = () => vine.number().withoutDecimals().min(0).max(Number.MAX_SAFE_INTEGER)

/** What is left out stays as it is. */
export const quotaValidator = vine.create({
  email: email(),
  bytes: amount().optional(),
  assets: amount().optional(),
})

export const signInValidator = vine.create({ email: email(), password: givenPassword() })

export const refreshValidator = vine.create({ refreshToken: vine.string().maxLength(255) })

export const passwordChangeValidator = vine.withMetaData<{ email: string }>().create({
  currentPassword: givenPassword(),
  newPassword: newPassword(),
})

export const usersPageValidator = vine.create({
  ...page,
  email: text().maxLength(254).optional(),
})

export const sessionsPageValidator = vine.create(page)
