import type { ObjectStore, SignedGet } from '#storage/object_store'

/** About 6 MB of them. */
const MOST = 10_000

/** Of a url's life, for which it stays the same. */
const SHARE = 1 / 6

interface Options {
  ttlSeconds: number
  sign: ObjectStore['presignGet']
}

/**
 * Urls of objects that stay the same for a sixth of their life: a browser finds what it has
 * fetched in its cache, and a page of photos does not sign 75 urls each time, which takes longer
 * than all else about it. They live five sixths of `ttlSeconds` at least, and all of it at most.
 */
export class SteadyUrls {
  readonly #options: Options
  readonly #urls = new Map<string, string>()
  #signedAt = new Date(0)

  constructor(options: Options) {
    this.#options = options
  }

  async get(key: string, get: Omit<SignedGet, 'ttlSeconds' | 'signedAt'>): Promise<string> {
    const { ttlSeconds, sign } = this.#options
    const signedAt = this.#moment(ttlSeconds * 1000 * SHARE)
    const name = [key, get.contentType, get.disposition, get.filename].join('\n')
    const known = this.#urls.get(name)
    if (known) return known

    const url = await sign(key, { ...get, ttlSeconds, signedAt })
    if (this.#urls.size >= MOST) this.#urls.clear()
    this.#urls.set(name, url)
    return url
  }

  /** When urls count as signed at present; with the next such moment, those of the last go. */
  #moment(step: number) {
    const time = Math.floor(Date.now() / step) * step
    if (time === this.#signedAt.getTime()) return this.#signedAt
    this.#urls.clear()
    return (this.#signedAt = new Date(time))
  }
}
