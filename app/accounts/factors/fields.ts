import vine from '@vinejs/vine'

/** Six digits of an app, or a recovery code. */
export const code = () => vine.string().trim().minLength(6).maxLength(50)

/** What a browser made of a passkey: the library looks at the rest. */
export const signedResponse = () =>
  vine
    .object({
      id: vine.string().maxLength(1_400),
      response: vine
        .object({ clientDataJSON: vine.string().maxLength(8_192) })
        .allowUnknownProperties(),
    })
    .allowUnknownProperties()
