import { createHash } from 'node:crypto'
import type User from '#app/accounts/models/user'
import type { RequestContext } from '#app/audit/models/audit_log'
import type { KnownDevice } from '#app/accounts/auth/known_device'
import { Limit } from '#app/http/limits/limit'
import { networksOf } from '#app/http/limits/network'

/** How many times as many failures a /56 and a /48 may have as a /64 or an IPv4 address. */
const PAIR_FACTORS = [1, 2, 4]
const ADDRESS_FACTORS = [1, 4, 16]

const account = new Limit('signInAccount')
const slowed = new Limit('signInSlowed')
const perDevice = new Limit('signInDevice')

interface Counter {
  limit: Limit
  key: string
  /** A right password clears it: somebody who knows it is not guessing. */
  isForgiven?: boolean
}

/**
 * The wrong guesses at one account: from the networks of one address, from those networks at any
 * account, and from everywhere. A device that is known to the account has a counter of its own, so
 * that neither neighbours nor an attack from elsewhere lock its owner out.
 */
export class SignInAttempts {
  readonly #counters: Counter[]
  readonly #account?: string

  private constructor(counters: Counter[], accountKey?: string) {
    this.#counters = counters
    this.#account = accountKey
  }

  /** Those of a sign-in: of the device if the account knows it, else of a stranger. */
  static of(user: Pick<User, 'id' | 'email'>, { ip }: RequestContext, device?: KnownDevice) {
    const isKnown = device?.userId === user.id
    return isKnown
      ? SignInAttempts.ofDevice(device.id)
      : SignInAttempts.ofStranger(user.email, ip ?? '')
  }

  static ofStranger(email: string, ip: string) {
    const networks = networksOf(ip)
    const pairs = networks.map((network, index) => ({
      limit: new Limit('signInPair', PAIR_FACTORS[index]),
      key: digest(`${email} ${network}`),
      isForgiven: true,
    }))
    const addresses = networks.map((network, index) => ({
      limit: new Limit('signInAddress', ADDRESS_FACTORS[index]),
      key: network,
    }))
    return new SignInAttempts([...addresses, ...pairs], digest(email))
  }

  get isOfDevice() {
    return this.#account === undefined
  }

  /** `id` is that of a known device, or of a session whose user has to confirm who they are. */
  static ofDevice(id: string) {
    return new SignInAttempts([{ limit: perDevice, key: id, isForgiven: true }])
  }

  /**
   * Throws `E_TOO_MANY_REQUESTS` if there were too many. Strangers at an account under attack are
   * let through one at a time.
   */
  async admit() {
    await this.check()
    if (this.#account && (await account.isExhausted(this.#account))) {
      await slowed.take(this.#account)
    }
  }

  /** As `admit`, of what is counted for this sender, and takes nothing. */
  async check() {
    await Promise.all(this.#counters.map(({ limit, key }) => limit.check(key)))
  }

  /** Throws as `check` does if this one is too many. */
  async countFailure() {
    if (this.#account) await account.count(this.#account)
    for (const { limit, key } of this.#counters) await limit.take(key)
  }

  async countSuccess() {
    const forgiven = this.#counters.filter(({ isForgiven }) => isForgiven)
    await Promise.all(forgiven.map(({ limit, key }) => limit.forget(key)))
  }
}

function digest(text: string) {
  return createHash('sha256').update(text).digest('base64url')
}
