import { hash, randomBytes } from 'node:crypto'

/** The prefix lets people and secret scanners recognize the token. */
export type TokenPrefix =
  | 'mi_access'
  | 'mi_refresh'
  | 'mi_challenge'
  | 'mi_key'
  | 'mi_grant'
  | 'mi_invite'
  | 'mi_reset'
  | 'mi_email'

/** A new secret of 256 random bits, and the digest of it that is kept. */
export function makeToken(prefix: TokenPrefix) {
  const value = `${prefix}_${randomBytes(32).toString('base64url')}`
  return { value, hash: digestOf(value) }
}

/**
 * SHA-256 of a token. No salt and no slow hash are needed: what is hashed cannot be guessed.
 */
export function digestOf(value: string) {
  return hash('sha256', value, 'buffer')
}
