import { createHmac, type KeyObject } from 'node:crypto'
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
  readonly #keys: KeyObject[]

  /** `url` is where clients reach the application. The first key signs, all of them verify. */
  constructor({ url, keys }: { url: string; keys: KeyObject[] }) {
    this.#url = url
    this.#keys = keys
  }

  /** The grant travels readable but signed, so nothing is kept on the server. */
  url(grant: Grant, expiresAt: Date): string {
    assertKey(grant.key)
    const sealed = Buffer.from(JSON.stringify({ ...grant, expires: expiresAt.getTime() }))
    const text = sealed.toString('base64url')
    return `${this.#url}/objects/${grant.key}?grant=${text}&signature=${sign(text, this.#keys[0])}`
  }

  /** The grant of a url that came back: `SignatureInvalid` or `UrlExpired` where it has none. */
  open<Method extends Grant['method']>(
    method: Method,
    key: string,
    query: Record<string, unknown>
  ): GrantFor<Method> {
    const text = String(query.grant)
    const signature = String(query.signature)
    const isSigned = this.#keys.some((signingKey) => safeEqual(signature, sign(text, signingKey)))
    if (!isSigned) throw new SignatureInvalid()

    const grant = JSON.parse(Buffer.from(text, 'base64url').toString())
    if (grant.method !== method || grant.key !== key) throw new SignatureInvalid()
    if (grant.expires <= Date.now()) throw new UrlExpired()
    return grant
  }
}

function sign(text: string, key: KeyObject) {
  return createHmac('sha256', key).update(text).digest('hex')
}
