import { createHmac } from 'node:crypto'
import { appKeys } from '#config/app'
import { digestOf } from '#app/accounts/auth/token'

/** What the secret of a public URL is derived from, as its row keeps it. */
export interface SecretSource {
  id: string
  /** Counts the secrets that the row has had. */
  version: number
  /** The key of `APP_KEY` that derived it. */
  keyId: string
}

/**
 * The secrets of public URLs, which their owners can look up again: 256 bits, derived from `APP_KEY`
 * and the row's id. The database holds only a digest, which tells nothing without the key.
 */
export class DerivedSecrets {
  /** `purpose` separates the secrets of one kind of URL from those of another. */
  constructor(private purpose: string) {}

  /** The secret of a new row or version, with what the row keeps of it. */
  derive(id: string, version: number) {
    const keyId = appKeys[0].id
    const value = this.reveal({ id, version, keyId })!
    return { value, hash: digestOf(value), keyId }
  }

  /** The secret again; null once the key that derived it has left `APP_KEY`. */
  reveal({ id, version, keyId }: SecretSource) {
    const key = appKeys.find((each) => each.id === keyId)?.derive(this.purpose)
    if (!key) return null
    return createHmac('sha256', key).update(`${id}:${version}`).digest('base64url')
  }
}
