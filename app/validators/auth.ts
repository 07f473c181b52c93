import vine from '@vinejs/vine'
import User from '#models/user'

const PRINTABLE = /^[^\p{Cc}]*$/u

export const email = () =>
  vine
    .string()
    .parse((value) => (typeof value === 'string' ? User.normalizeEmail(value) : value))
    .maxLength(254)
    .email()

export const newPassword = () => vine.string().minLength(12).maxLength(128)

export const registrationValidator = vine.create({
  email: email(),
  password: newPassword(),
  fullName: vine.string().trim().maxLength(200).regex(PRINTABLE).nullable().optional(),
})

// A wrong password may have any form, but hashing takes no novel.
export const signInValidator = vine.create({
  email: email(),
  password: vine.string().maxLength(1_024),
})
