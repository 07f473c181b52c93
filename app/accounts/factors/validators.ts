import vine from '@vinejs/vine'
import { text } from '#app/http/fields'
import { givenPassword } from '#app/accounts/fields'
import { code, signedResponse } from '#app/accounts/factors/fields'

export const codeValidator = vine.create({ code: code() })

export const totpValidator = vine.create({ currentPassword: givenPassword().optional() })

export const totpRemovalValidator = vine.create({ currentPassword: givenPassword(), code: code() })

export const signInCodeValidator = vine.create({
  challenge: vine.string().maxLength(255),
  code: code(),
})

export const passkeyValidator = vine.create({ response: signedResponse() })

export const newPasskeyValidator = vine.create({
  name: text().trim().minLength(1).maxLength(100).optional(),
  response: signedResponse(),
})
