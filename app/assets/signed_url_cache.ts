import type { ObjectStore, SignedGet } from '#app/storage/object_store'

/** About 6 MB of them, three times that with long names or the tokens of a role in them. */
const MOST = 10_000

interface Options {
  /** Of a url's life. */
  ttlSeconds: number
  /** Whole seconds for which a url stays the same. */
  reuseSeconds: number
  sign: ObjectStore['presignGet']
  /** Where the caller reaches the application: the disk store's URLs begin with it. */
  origin: () => string
}

/**
 * Urls of objects that stay the same for a while: a browser finds what it has fetched in its
 * cache, and a page of photos does not sign 75 urls each time, which takes longer than all else
 * about it. They live `ttlSeconds` at most, and `reuseSeconds` less at least.
 */
export class SignedUrlCache {
  readonly #options: Options
  readonly #urls = new Map<string, string>()
  #signedAt = new Date(0)

  constructor(options: Options) {
    this.#options = options
  }

  async get(key: string, get: Omit<SignedGet, 'ttlSeconds' | 'signedAt'>): Promise<string> {
    const { ttlSeconds, sign, origin } = this.#options
    const signedAt = this.#moment()
    const flags = `${get.disposition} ${get.inTrash ?? false}`
    const name = [origin(), key, get.contentType, flags, get.filename].join('\n')
    const known = this.#urls.get(name)
    if (known) return known

    const url = await sign(key, { ...get, ttlSeconds, signedAt })
    if (signedAt === this.#signedAt) this.#remember(name, url)
    return url
  }

  /** When urls count as signed at present; with the next such moment, those of the last go. */
  #moment() {
    const step = this.#options.reuseSeconds * 1000
    const time = Math.floor(Date.now() / step) * step
    if (time === this.#signedAt.getTime()) return this.#signedAt
    this.#urls.clear()
    return (this.#signedAt = new Date(time))
  }

  #remember(name: string, url: string) {
    if (this.#urls.size >= MOST) this.#urls.clear()
    this.#urls.set(name, url)
  }
}
