import { createHash } from 'node:crypto'
import { Limit } from '#app/http/limits/limit'
import { networkOf } from '#app/http/limits/network'

const account = new Limit('mailAccount')
const address = new Limit('mailAddress')

/** Mails that anybody may cause: bounded for their recipient, and for who asks for them. */
export class AccountMailLimit {
  #account: string
  #address: string

  constructor(email: string, ip?: string | null) {
    // Hashed, so that the counters hold no email.
    this.#account = createHash('sha256').update(email).digest('base64url')
    this.#address = networkOf(ip ?? '')
  }

  /** Throws `E_TOO_MANY_REQUESTS` when there were too many. */
  async take() {
    await address.take(this.#address)
    await account.take(this.#account)
  }
}
