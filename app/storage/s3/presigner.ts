import { GetObjectCommand, PutObjectCommand, UploadPartCommand } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { contentDisposition } from '#app/storage/content_disposition'
import { type Bucket, objectAt, openBucket, type S3Options } from '#app/storage/s3/client'
import type {
  PresignPartInput,
  PresignPutInput,
  PresignedRequest,
  SignedGet,
} from '#app/storage/object_store'

type SigningOptions = Parameters<typeof getSignedUrl>[2]

/**
 * Signs urls for the address at which clients reach the bucket. Signing needs no connection.
 *
 * What a url seals is signed as real headers: by default the SDK leaves the type unsigned and
 * moves `x-amz-*` into the query, where S3 ignores a checksum.
 */
export class S3Presigner {
  readonly #bucket: Bucket

  constructor(options: S3Options) {
    const endpoint = options.publicEndpoint ?? options.endpoint
    this.#bucket = openBucket({ ...options, endpoint })
  }

  async put({
    key,
    contentType,
    size,
    sha256,
    ttlSeconds,
  }: PresignPutInput): Promise<PresignedRequest> {
    const command = new PutObjectCommand({
      ...objectAt(this.#bucket, key),
      ContentType: contentType,
      ContentLength: size,
      ChecksumSHA256: sha256,
      IfNoneMatch: '*',
    })
    const headers: Record<string, string> = { 'content-type': contentType, 'if-none-match': '*' }
    if (sha256) headers['x-amz-checksum-sha256'] = sha256
    return this.#sign(headers, ttlSeconds, (how) => getSignedUrl(this.#bucket.client, command, how))
  }

  async part({
    key,
    uploadId,
    partNumber,
    size,
    ttlSeconds,
  }: PresignPartInput): Promise<PresignedRequest> {
    const command = new UploadPartCommand({
      ...objectAt(this.#bucket, key),
      UploadId: uploadId,
      PartNumber: partNumber,
      ContentLength: size,
    })
    return this.#sign({}, ttlSeconds, (how) => getSignedUrl(this.#bucket.client, command, how))
  }

  async get(key: string, get: SignedGet): Promise<string> {
    const command = new GetObjectCommand({
      ...objectAt(this.#bucket, key),
      ResponseContentType: get.contentType,
      ResponseContentDisposition: contentDisposition(get),
    })
    const { ttlSeconds: expiresIn, signedAt: signingDate } = get
    return getSignedUrl(this.#bucket.client, command, { expiresIn, signingDate })
  }

  close() {
    this.#bucket.client.destroy()
  }

  /** The length is signed too, but it is for the client's HTTP library to send. */
  async #sign(
    headers: Record<string, string>,
    ttlSeconds: number,
    sign: (how: SigningOptions) => Promise<string>
  ): Promise<PresignedRequest> {
    const sealed = new Set(['content-length', ...Object.keys(headers)])
    const how = { expiresIn: ttlSeconds, signableHeaders: sealed, unhoistableHeaders: sealed }
    const expiresAt = new Date(Date.now() + ttlSeconds * 1000)
    return { method: 'PUT', url: await sign(how), headers, expiresAt }
  }
}
