import { Readable } from 'node:stream'
import {
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import { exactly } from '#app/storage/exact_body'
import { S3Presigner } from '#app/storage/s3/presigner'
import { objectFailures, reachS3, reachS3For } from '#app/storage/s3/failures'
import { type Bucket, objectAt, openBucket, type S3Options } from '#app/storage/s3/client'
import { copyObject } from '#app/storage/s3/copies'
import { deleteObjects, listObjects } from '#app/storage/s3/objects'
import { abortUpload, beginUpload, completeUpload } from '#app/storage/s3/parts'
import { listOpenUploads, listUploadedParts } from '#app/storage/s3/parts'
import { ObjectExists, ObjectMissing } from '#app/storage/errors'
import type { ObjectHead, ObjectRead, ObjectStore, StoredPart } from '#app/storage/object_store'
import type {
  ReadOptions,
  PresignPartInput,
  PresignPutInput,
  PresignedRequest,
  SignedGet,
} from '#app/storage/object_store'

const CHECK_MS = 2_000

/** Objects in a bucket of S3, or of a store that speaks its language. */
export class S3Store implements ObjectStore {
  readonly #bucket: Bucket
  readonly #presigner: S3Presigner

  constructor(options: S3Options) {
    this.#bucket = openBucket(options)
    this.#presigner = new S3Presigner(options)
  }

  presignPut(put: PresignPutInput): Promise<PresignedRequest> {
    return reachS3(() => this.#presigner.put(put))
  }

  presignPart(part: PresignPartInput): Promise<PresignedRequest> {
    return reachS3(() => this.#presigner.part(part))
  }

  presignGet(key: string, get: SignedGet): Promise<string> {
    return reachS3(() => this.#presigner.get(key, get))
  }

  async head(key: string): Promise<ObjectHead | null> {
    const command = new HeadObjectCommand(objectAt(this.#bucket, key))
    try {
      return headOf(await reachS3(() => this.#bucket.client.send(command), objectFailures))
    } catch (error) {
      if (error instanceof ObjectMissing) return null
      throw error
    }
  }

  async read(key: string, { etag, range, signal }: ReadOptions = {}): Promise<ObjectRead> {
    const command = new GetObjectCommand({
      ...objectAt(this.#bucket, key),
      IfMatch: etag,
      Range: range && `bytes=${range.start}-${range.end}`,
    })
    const send = () => this.#bucket.client.send(command, { abortSignal: signal })
    const answer = await reachS3(send, objectFailures, signal)
    const chunks = reachS3For(answer.Body as Readable, {}, signal)
    return { ...headOf(answer), stream: Readable.from(chunks, { objectMode: false }) }
  }

  async put(
    key: string,
    body: Buffer | Readable,
    { size, contentType }: { size: number; contentType: string }
  ): Promise<void> {
    // The SDK does not notice that a stream broke, and would wait for the rest of it.
    const broken = new AbortController()
    const checked = Buffer.isBuffer(body) ? body : Readable.from(exactly(body, { size }))
    if (checked instanceof Readable) checked.once('error', (error) => broken.abort(error))

    const address = objectAt(this.#bucket, key)
    const facts = { ContentLength: size, ContentType: contentType }
    const command = new PutObjectCommand({ ...address, ...facts, Body: checked })
    const { signal } = broken
    await reachS3(() => this.#bucket.client.send(command, { abortSignal: signal }), {}, signal)
  }

  async copy(from: string, to: string): Promise<void> {
    const object = await this.head(from)
    if (!object) throw new ObjectMissing()
    await copyObject(this.#bucket, from, to, object.size)
  }

  delete(keys: string[]): Promise<void> {
    return deleteObjects(this.#bucket, keys)
  }

  list(prefix: string, { startAfter }: { startAfter?: string } = {}) {
    return listObjects(this.#bucket, prefix, startAfter)
  }

  createMultipart(key: string, { contentType }: { contentType: string }): Promise<string> {
    return beginUpload(this.#bucket, key, contentType)
  }

  listParts(key: string, uploadId: string) {
    return listUploadedParts(this.#bucket, key, uploadId)
  }

  async completeMultipart(key: string, uploadId: string, parts: StoredPart[]): Promise<void> {
    // Not every store looks at the condition of a completion; Ceph does so for a PUT alone.
    if (await this.head(key)) throw new ObjectExists()
    await completeUpload(this.#bucket, key, uploadId, parts)
  }

  abortMultipart(key: string, uploadId: string): Promise<void> {
    return abortUpload(this.#bucket, key, uploadId)
  }

  listMultiparts(prefix: string) {
    return listOpenUploads(this.#bucket, prefix)
  }

  /** S3 shows nothing of a write that was cut off, and keeps nothing. */
  async removePartials(): Promise<number> {
    return 0
  }

  async check(): Promise<void> {
    const command = new HeadBucketCommand({ Bucket: this.#bucket.name })
    const abortSignal = AbortSignal.timeout(CHECK_MS)
    await reachS3(() => this.#bucket.client.send(command, { abortSignal }))
  }

  async close(): Promise<void> {
    this.#bucket.client.destroy()
    this.#presigner.close()
  }
}

interface Described {
  ContentLength?: number
  /** Of a range, which names the size of the whole after a slash. */
  ContentRange?: string
  ETag?: string
  LastModified?: Date
}

function headOf({ ContentLength, ContentRange, ETag, LastModified }: Described): ObjectHead {
  const size = ContentRange ? Number(ContentRange.split('/')[1]) : ContentLength!
  return { size, etag: ETag!, modifiedAt: LastModified! }
}
