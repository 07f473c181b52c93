import vine from '@vinejs/vine'
import User from '#app/accounts/models/user'
import { normalizePassword } from '#app/accounts/auth/passwords'
import { isCommonPassword } from '#app/accounts/auth/common_passwords'

/** No control, format or bidirectional characters, and no half of a character. */
export const PRINTABLE = /^[^\p{Cc}\p{Cf}\p{Cs}]*$/u

/** Nor anything else that cannot be seen, so that no two addresses look alike by it. */
const VISIBLE = /^[^\p{C}\p{Z}\p{DI}]*$/u

/** What everybody who knows this service would try first. */
const PRODUCT = /media[\s_-]*inbox/i

/** The email is a field of the same body, or of the meta data where the body has none. */
const hardToGuess = vine.createRule(
  async (value, _options, field) => {
    const password = String(value)
    const address = User.normalizeEmail(String(field.meta.email ?? field.parent.email ?? ''))
    if (address && password.toLowerCase().includes(address)) {
      field.report('The {{ field }} must not contain the email', 'withoutEmail', field)
    } else if (PRODUCT.test(password)) {
      field.report('The {{ field }} must not contain the product’s name', 'withoutProduct', field)
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

export const email = () =>
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
export const newPassword = () =>
  vine
    .string()
    .parse((value) => (typeof value === 'string' ? normalizePassword(value) : value))
    .use(characters({ min: 12, max: 128 }))
    .use(hardToGuess())

// A wrong password may have any form, but hashing takes no novel.
export const givenPassword = () => vine.string().maxLength(1_024)

export const fullName = () =>
  vine
    .string()
    .parse((value) => (typeof value === 'string' ? value.normalize('NFKC') : value))
    .trim()
    .maxLength(200)
    .regex(PRINTABLE)

export const amount = () => vine.number().withoutDecimals().min(0).max(Number.MAX_SAFE_INTEGER)
