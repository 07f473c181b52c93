import vine from '@vinejs/vine'

/** A reason as the list of failures gives it. */
const reason = () =>
  vine
    .string()
    .maxLength(100)
    .regex(/^[^\0:]*$/)

export const retryFailuresValidator = vine.create({ reason: reason() })
