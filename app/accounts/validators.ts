import vine from '@vinejs/vine'
import { ownData, text } from '#app/http/fields'
import { typeNames } from '#app/media/formats'
import { page } from '#app/http/pagination'
import { scopes } from '#app/accounts/scopes'
import User, { roles } from '#app/accounts/models/user'
import { normalizePassword } from '#app/accounts/auth/passwords'
import { isCommonPassword } from '#app/accounts/auth/common_passwords'
import { grantLifetime } from '#config/grants'
import { invitationLifetime } from '#config/registration'

/** No control, format or bidirectional characters, and no half of a character. */
const PRINTABLE = /^[^\p{Cc}\p{Cf}\p{Cs}]*$/u

/** Nor anything else that cannot be seen, so that no two addresses look alike by it. */
const VISIBLE = /^[^\p{C}\p{Z}\p{DI}]*$/u

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
    .regex(VISIBLE)
    .email()

/** Counts code points, as people count characters: an emoji is one, and not two. */
const characters = vine.createRule(
  (value, { min, max }: { min: number; max: number }, field) => {
    const { length } = [...String(value)]
    if (length < min) {
      field.report(`The {{ field }} must have at least ${min} characters`, 'minLength', field)
    } else if (length > max) {
      field.report(`The {{ field }} must have at most ${max} characters`, 'maxLength', field)
    }
  },
  {
    toJSONSchema: (schema, { min, max }) =>
      void Object.assign(schema, { minLength: min, maxLength: max }),
  }
)

// Normalised before anything is asked of it, as it is hashed.
const newPassword = () =>
  vine
    .string()
    .parse((value) => (typeof value === 'string' ? normalizePassword(value) : value))
    .use(characters({ min: 12, max: 128 }))
    .use(hardToGuess())

// A wrong password may have any form, but hashing takes no novel.
const givenPassword = () => vine.string().maxLength(1_024)

const fullName = () =>
  vine
    .string()
    .parse((value) => (typeof value === 'string' ? value.normalize('NFKC') : value))
    .trim()
    .maxLength(200)
    .regex(PRINTABLE)

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

const amount = () => vine.number().withoutDecimals().min(0).max(Number.MAX_SAFE_INTEGER)

/** What is left out stays as it is. */
export const quotaValidator = vine.create({
  email: email(),
  bytes: amount().optional(),
  assets: amount().optional(),
})

export const signInValidator = vine.create({ email: email(), password: givenPassword() })

export const refreshValidator = vine.create({ refreshToken: vine.string().maxLength(255) })

/** Six digits of an app, or a recovery code. */
const code = () => vine.string().trim().minLength(6).maxLength(50)

export const codeValidator = vine.create({ code: code() })

export const totpValidator = vine.create({ currentPassword: givenPassword().optional() })

export const totpRemovalValidator = vine.create({ currentPassword: givenPassword(), code: code() })

export const signInCodeValidator = vine.create({
  challenge: vine.string().maxLength(255),
  code: code(),
})

/** What a browser made of a passkey: the library looks at the rest. */
const signedResponse = () =>
  vine
    .object({
      id: vine.string().maxLength(1_400),
      response: vine
        .object({ clientDataJSON: vine.string().maxLength(8_192) })
        .allowUnknownProperties(),
    })
    .allowUnknownProperties()

export const passkeyValidator = vine.create({ response: signedResponse() })

export const newPasskeyValidator = vine.create({
  name: text().trim().minLength(1).maxLength(100).optional(),
  response: signedResponse(),
})

/** One of them. */
export const confirmationValidator = vine.create({
  password: givenPassword().optional().requiredIfMissing(['code', 'passkey']),
  code: code().optional(),
  passkey: signedResponse().optional(),
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

export const sessionsPageValidator = vine.create(page)

export const invitationValidator = vine.create({
  email: email().nullable().optional(),
  role: vine.enum(roles).optional(),
  quotaBytes: amount().nullable().optional(),
  expiresIn: vine.number().withoutDecimals().range([60, invitationLifetime.max]).optional(),
})

export const invitationsPageValidator = vine.create(page)

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
