import { createHash } from 'node:crypto'
import { Limit } from '#app/http/limits/limit'
import { networkOf } from '#app/http/limits/network'

const pair = new Limit('signInPair')
const address = new Limit('signInAddress')

/** The wrong guesses at one account from one address, and from that address altogether. */
export class SignInAttempts {
  readonly #pair: string
  readonly #address: string

  constructor(email: string, ip: string) {
    this.#address = networkOf(ip)
    this.#pair = createHash('sha256').update(`${email} ${this.#address}`).digest('base64url')
  }

  /** Throws `E_TOO_MANY_REQUESTS` where there were too many. */
  async check() {
    await Promise.all([pair.check(this.#pair), address.check(this.#address)])
  }

  /** Throws as `check` does where this one is too many. */
  async countFailure() {
    await address.take(this.#address)
    await pair.take(this.#pair)
  }

  /** Who knows the password is no longer guessing; the address may still guess at others. */
  async countSuccess() {
    await pair.forget(this.#pair)
  }
}
