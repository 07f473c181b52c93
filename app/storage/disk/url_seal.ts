import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import { safeEqual } from '@adonisjs/core/helpers'
import { assertKey } from '#app/storage/object_key'
import { SignatureInvalid, UrlExpired } from '#app/storage/refusals'

/** The route that the urls lead to. */
export const objectsPattern = '/objects/*'

/** What a signed url allows to whoever holds it. */
export type Grant = PutGrant | PartGrant | GetGrant

export interface PutGrant {
  method: 'PUT'
  key: string
  contentType: string
  size: number
  sha256?: string
}

export interface PartGrant {
  method: 'PUT'
  key: string
  uploadId: string
  partNumber: number
  size: number
}

export interface GetGrant {
  method: 'GET'
  key: string
  contentType: string
  contentDisposition: string
}

type GrantFor<Method> = Extract<Grant, { method: Method }>

/** Makes the disk store's signed urls, and takes them back. */
export class UrlSeal {
  readonly #url: string
  // Not its bytes: Node looks at those at length for each signature.
  readonly #secret: KeyObject

  /** `url` is where clients reach the application; the signing key is derived from `secret`. */
  constructor({ url, secret }: { url: string; secret: string }) {
    this.#url = url
    const key = hkdfSync('sha256', secret, '', 'disk store urls', 32)
    this.#secret = createSecretKey(Buffer.from(key))
  }

  /** The grant travels readable but signed, so nothing is kept on the server. */
  url(grant: Grant, expiresAt: Date): string {
    assertKey(grant.key)
    const sealed = Buffer.from(JSON.stringify({ ...grant, expires: expiresAt.getTime() }))
    const text = sealed.toString('base64url')
    return `${this.#url}/objects/${grant.key}?grant=${text}&signature=${this.#sign(text)}`
  }

  /** The grant of a url that came back: `SignatureInvalid` or `UrlExpired` where it has none. */
  open<Method extends Grant['method']>(
    method: Method,
    key: string,
    query: Record<string, unknown>
  ): GrantFor<Method> {
    const text = String(query.grant)
    if (!safeEqual(String(query.signature), this.#sign(text))) throw new SignatureInvalid()

    const grant = JSON.parse(Buffer.from(text, 'base64url').toString())
    if (grant.method !== method || grant.key !== key) throw new SignatureInvalid()
    if (grant.expires <= Date.now()) throw new UrlExpired()
    return grant
  }

  #sign(text: string) {
    return createHmac('sha256', this.#secret).update(text).digest('hex')
  }
}
