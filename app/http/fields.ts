import vine from '@vinejs/vine'

/** A text that PostgreSQL can store: it has no NUL. */
export const text = () => vine.string().regex(/^[^\0]*$/)

/** A SHA-256 in base64. */
export const sha256 = () => vine.string().regex(/^[A-Za-z0-9+/]{43}=$/)
