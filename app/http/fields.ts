import vine from '@vinejs/vine'

/** A text that PostgreSQL can store: it has no NUL. */
export const text = () => vine.string().regex(/^[^\0]*$/)

/** A moment in ISO 8601: Vine would take a number as milliseconds. */
export const moment = () =>
  vine.date({ formats: ['iso8601'] }).parse((value) => (typeof value === 'number' ? false : value))

/** A SHA-256 in base64. */
export const sha256 = () => vine.string().regex(/^[A-Za-z0-9+/]{43}=$/)

const OWN_DATA_BYTES = 4_096

const small = vine.createRule((value, _options, field) => {
  if (Buffer.byteLength(JSON.stringify(value)) > OWN_DATA_BYTES) {
    field.report('The {{ field }} must not have more than 4 kB as JSON', 'maxBytes', field)
  }
})

/** A JSON object of the client's own, which is kept and shown as it is: 4 kB at most. */
export const ownData = () => vine.record(vine.any()).use(small())
