import { createHash, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'

/**
 * One of the keys of `APP_KEY`. It is never used itself: each purpose has a key of its own, derived
 * from it, so that what one purpose signs means nothing to another.
 */
export class ApplicationKey {
  /** Identifies the key in what it has signed, without revealing it. */
  readonly id: string
  readonly #secret: string

  constructor(secret: string) {
    this.#secret = secret
    this.id = createHash('sha256').update(this.#derived('key id', 32)).digest('hex').slice(0, 12)
  }

  /** The key of one purpose: the same for the same purpose, 32 bytes. */
  derive(purpose: string): KeyObject {
    return createSecretKey(this.#derived(purpose, 32))
  }

  #derived(purpose: string, length: number) {
    return Buffer.from(hkdfSync('sha256', this.#secret, '', purpose, length))
  }
}
