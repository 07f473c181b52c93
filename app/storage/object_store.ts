import type { Readable } from 'node:stream'

/** A request that a client may send straight to the store: exactly this one, until it expires. */
export interface PresignedRequest {
  method: 'PUT'
  url: string
  headers: Record<string, string>
  expiresAt: Date
}

/** What an upload must be. The store refuses anything else, as far as it can check. */
export interface PresignPutInput {
  key: string
  contentType: string
  /** Exact length in bytes. */
  size: number
  /** Base64 of the SHA-256, where the client named it. */
  sha256?: string
  ttlSeconds: number
}

export interface PresignPartInput {
  key: string
  uploadId: string
  /** 1 to 10,000. */
  partNumber: number
  /** Exact length in bytes. */
  size: number
  ttlSeconds: number
}

export interface SignedGet {
  ttlSeconds: number
  /** Since when it lives; now by default. The same url comes of the same moment. */
  signedAt?: Date
  contentType: string
  disposition: 'inline' | 'attachment'
  /** Shown to the person who saves it; never part of a key. */
  filename?: string
  /** For who sees the trash: the disk store's URL keeps serving while the asset is in it. */
  inTrash?: boolean
}

export interface ObjectHead {
  size: number
  /** Changes whenever the bytes do. */
  etag: string
  modifiedAt: Date
}

export interface ObjectRead extends ObjectHead {
  stream: Readable
}

export interface ReadOptions {
  /** Only this very version. */
  etag?: string
  /** Only these bytes, both ends included as HTTP counts. */
  range?: { start: number; end: number }
  signal?: AbortSignal
}

export interface ListedObject {
  key: string
  size: number
  modifiedAt: Date
}

export interface StoredPart {
  partNumber: number
  size: number
  etag: string
}

export interface OpenMultipart {
  key: string
  uploadId: string
}

/**
 * Where objects are. Every call is safe to repeat, bounded in time, and throws
 * `StoreUnavailable` where the store does not answer. Bytes are streamed, never held whole.
 */
export interface ObjectStore {
  /** A url that creates the object once and never overwrites it. */
  presignPut(input: PresignPutInput): Promise<PresignedRequest>

  /** A url that serves the object for a while. */
  presignGet(key: string, input: SignedGet): Promise<string>

  /** Null where there is no such object. */
  head(key: string): Promise<ObjectHead | null>

  /**
   * Opens the object. With `etag` only that very version is read: `ObjectChanged` where it is
   * another one by now, `ObjectMissing` where there is none. The size is that of the whole object.
   */
  read(key: string, options?: ReadOptions): Promise<ObjectRead>

  /** Writes an object of the application's own, replacing what was there in one step. */
  put(
    key: string,
    body: Buffer | Readable,
    input: { size: number; contentType: string }
  ): Promise<void>

  /**
   * Copies an object of any size within the store, replacing what was there in one step.
   * `ObjectMissing` where there is nothing to copy.
   */
  copy(from: string, to: string): Promise<void>

  /** Deletes these objects; one that is not there counts as deleted. */
  delete(keys: string[]): Promise<void>

  /** Every object below the prefix, page by page, ordered by key, after `startAfter` where given. */
  list(prefix: string, options?: { startAfter?: string }): AsyncIterable<ListedObject>

  createMultipart(key: string, input: { contentType: string }): Promise<string>

  presignPart(input: PresignPartInput): Promise<PresignedRequest>

  /** The parts that the store has, by number. `UploadMissing` where it knows no such upload. */
  listParts(key: string, uploadId: string): AsyncIterable<StoredPart>

  /** Joins the parts into the object. `ObjectExists` where the key is taken. */
  completeMultipart(key: string, uploadId: string, parts: StoredPart[]): Promise<void>

  /** Removes an upload in parts; one that is not there counts as removed. */
  abortMultipart(key: string, uploadId: string): Promise<void>

  /** Uploads in parts that were begun below the prefix and neither completed nor aborted. */
  listMultiparts(prefix: string): AsyncIterable<OpenMultipart>

  /**
   * Removes what killed processes left of writes, where nothing was added since then, and says
   * how much that was. Nothing on S3, where the bucket's lifecycle rule sees to it.
   */
  removePartials(olderThan: Date): Promise<number>

  /** Resolves where the store can be read and written, within two seconds. */
  check(): Promise<void>

  /** Ends open connections, so that the process can exit. */
  close(): Promise<void>
}
