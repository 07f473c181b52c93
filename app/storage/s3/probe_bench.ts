import { createHash, randomUUID } from 'node:crypto'
import { S3Store } from '#app/storage/s3_store'
import { type Bucket, openBucket, type S3Options } from '#app/storage/s3/client'
import type { PresignPutInput, PresignedRequest } from '#app/storage/object_store'

const ANSWER_MS = 10_000
/** No bench lasts as long. */
const FORGOTTEN_MS = 3_600_000
const PREFIX = 'probes/'
const BODY = Buffer.from('This object is a probe and may be deleted.')

/**
 * A bucket to try things on, with keys of its own. Once it is disposed of they are gone, and with
 * them what a bench left whose process was killed.
 */
export class ProbeBench implements AsyncDisposable {
  readonly bucket: Bucket
  readonly #store: S3Store
  readonly #keys: string[] = []

  constructor(options: S3Options) {
    this.bucket = openBucket(options)
    // Probes go the way the application itself goes to the store.
    this.#store = new S3Store({ ...options, publicEndpoint: undefined })
  }

  /** A presigned URL for the probe's body, with the given overrides. */
  presignedPut(given: Partial<PresignPutInput> = {}): Promise<PresignedRequest> {
    const key = `${PREFIX}${randomUUID()}`
    this.#keys.push(key)
    const put = { key, contentType: 'text/plain', size: BODY.length, ttlSeconds: 60 }
    return this.#store.presignPut({ ...put, ...given })
  }

  /** A url of an object that is there. */
  async storedUrl(): Promise<string> {
    const sealed = await this.presignedPut()
    await this.send(sealed)
    const get = { contentType: 'text/plain', disposition: 'attachment', ttlSeconds: 60 } as const
    return this.#store.presignGet(this.#keys.at(-1)!, get)
  }

  send({ url, headers, method }: PresignedRequest, body = BODY): Promise<Response> {
    return this.fetch(url, { method, headers, body })
  }

  async fetch(url: string, init?: RequestInit): Promise<Response> {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(ANSWER_MS) })
    await response.arrayBuffer()
    return response
  }

  async [Symbol.asyncDispose]() {
    await this.#store.delete([...this.#keys, ...(await this.#forgotten())])
    await this.#store.close()
    this.bucket.client.destroy()
  }

  async #forgotten() {
    const probes = await Array.fromAsync(this.#store.list(PREFIX))
    const oldest = Date.now() - FORGOTTEN_MS
    return probes.filter(({ modifiedAt }) => modifiedAt.getTime() < oldest).map(({ key }) => key)
  }
}

/** The digest of something that no probe sends. */
export const otherDigest = createHash('sha256').update('something else').digest('base64')
