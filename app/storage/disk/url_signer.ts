import { createHmac, type KeyObject } from 'node:crypto'
import { safeEqual } from '@adonisjs/core/helpers'
import { readGrant, writeGrant } from '#app/storage/disk/grant_text'
import { assertKey } from '#app/storage/object_key'
import { SignatureInvalid, UrlExpired } from '#app/storage/refusals'

/** The route that the urls lead to. */
export const objectsPattern = '/objects/*'

/** What a signed URL allows its holder to do. */
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
  disposition: 'inline' | 'attachment'
  filename?: string
  inTrash?: boolean
}

interface SignerOptions {
  url: string
  origin?: () => string
  keys: KeyObject[]
}

// Half of an HMAC is as strong as NIST SP 800-107 asks, 128 bits.
const SIGNATURE_BYTES = 16

type GrantFor<Method> = Extract<Grant, { method: Method }>

/** Makes the disk store's signed urls, and takes them back. */
export class UrlSigner {
  readonly #origin: () => string
  readonly #keys: KeyObject[]

  /**
   * `url` is where clients reach the application, unless `origin` knows where the present one
   * does. The first key signs, all of them verify.
   */
  constructor({ url, origin = () => url, keys }: SignerOptions) {
    this.#origin = origin
    this.#keys = keys
  }

  /** The grant travels readable but signed, so nothing is kept on the server. */
  url(grant: Grant, expiresAt: Date): string {
    assertKey(grant.key)
    const text = writeGrant(grant, expiresAt)
    // A slash may stand in a query as it is.
    const query = encodeURIComponent(text).replaceAll('%2F', '/')
    const signature = sign(grant.key, text, this.#keys[0])
    return `${this.#origin()}/objects/${grant.key}?grant=${query}&signature=${signature}`
  }

  /** The grant of a url that came back: `SignatureInvalid` or `UrlExpired` where it has none. */
  open<Method extends Grant['method']>(
    method: Method,
    key: string,
    query: Record<string, unknown>
  ): GrantFor<Method> {
    const text = String(query.grant)
    const signature = String(query.signature)
    const isSigned = this.#keys.some((each) => safeEqual(signature, sign(key, text, each)))
    if (!isSigned) throw new SignatureInvalid()

    const { grant, expiresAt } = readGrant(text, key)
    if (grant.method !== method) throw new SignatureInvalid()
    if (expiresAt.getTime() <= Date.now()) throw new UrlExpired()
    return grant as GrantFor<Method>
  }
}

function sign(key: string, text: string, signingKey: KeyObject) {
  const digest = createHmac('sha256', signingKey).update(`${key}\n${text}`).digest()
  return digest.toString('base64url', 0, SIGNATURE_BYTES)
}
