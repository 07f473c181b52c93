import vine from '@vinejs/vine'
import { page } from '#app/http/pagination'
import { email, givenPassword } from '#app/accounts/fields'
import { code, signedResponse } from '#app/accounts/factors/fields'

export const signInValidator = vine.create({ email: email(), password: givenPassword() })

export const refreshValidator = vine.create({ refreshToken: vine.string().maxLength(255) })

/** One of them. */
export const confirmationValidator = vine.create({
  password: givenPassword().optional().requiredIfMissing(['code', 'passkey']),
  code: code().optional(),
  passkey: signedResponse().optional(),
})

export const sessionsPageValidator = vine.create(page)
