import { Readable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { reachDisk, reachDiskFor } from '#app/storage/disk/errno'
import { exactly } from '#app/storage/exact_body'
import { walkKeys } from '#app/storage/disk/folder_walk'
import { DiskRoom } from '#app/storage/disk/disk_room'
import { ObjectFiles, type OpenObject } from '#app/storage/disk/object_files'
import { ObjectParts } from '#app/storage/disk/object_parts'
import type { PartGrant, PutGrant, UrlSigner } from '#app/storage/disk/url_signer'
import { WriteInProgress } from '#app/storage/refusals'
import { StoreUnavailable } from '#app/storage/errors'
import type { ObjectHead, ObjectRead, ObjectStore, StoredPart } from '#app/storage/object_store'
import type {
  ReadOptions,
  PresignPartInput,
  PresignPutInput,
  PresignedRequest,
  SignedGet,
} from '#app/storage/object_store'

const CHECK_SECONDS = 2

/** How long a write waits for another one of the same URL, in milliseconds. */
const PATIENCE_MS = 1_000

/** Bytes that are read at once: fewer, and what there is to do for each takes longer than the read. */
const READ_CHUNK = 256 * 1024

/**
 * Objects as files below one folder. Clients send and fetch them by urls of the application's
 * own signed route, which `seal` makes.
 */
export class DiskStore implements ObjectStore {
  /** Makes and opens the urls of the signed route. */
  readonly signer: UrlSigner
  /** What may still be written. */
  readonly room: DiskRoom
  readonly #root: string
  readonly #files: ObjectFiles
  readonly #parts: ObjectParts
  readonly #writing = new Map<string, Promise<unknown>>()

  constructor({ root, signer, reserve }: { root: string; signer: UrlSigner; reserve?: number }) {
    this.signer = signer
    this.room = new DiskRoom(root, reserve)
    this.#root = root
    this.#files = new ObjectFiles(root)
    this.#parts = new ObjectParts(root, this.#files)
  }

  async presignPut({ ttlSeconds, ...put }: PresignPutInput): Promise<PresignedRequest> {
    return this.#request({ method: 'PUT', ...put }, ttlSeconds)
  }

  async presignPart({ ttlSeconds, ...part }: PresignPartInput): Promise<PresignedRequest> {
    return this.#request({ method: 'PUT', ...part }, ttlSeconds)
  }

  async presignGet(key: string, get: SignedGet): Promise<string> {
    const { ttlSeconds, signedAt, ...shown } = get
    return this.signer.url({ method: 'GET', key, ...shown }, expiry(ttlSeconds, signedAt))
  }

  /** Writes what a signed url allows; answers with the ETag of the object or the part. */
  write(grant: PutGrant | PartGrant, body: AsyncIterable<Uint8Array>): Promise<string> {
    const name = 'uploadId' in grant ? `${grant.uploadId}/${grant.partNumber}` : grant.key
    return this.#oneAtATime(name, async () => {
      const chunks = this.room.keptFor(grant.size, exactly(body, grant))
      if (!('uploadId' in grant)) return this.#files.create(grant.key, chunks)
      return this.#parts.write(grant.key, grant.uploadId, grant.partNumber, chunks)
    })
  }

  /** Opens an object for a signed URL; the caller disposes of it. */
  open(key: string): Promise<OpenObject> {
    return reachDisk(() => this.#files.open(key))
  }

  head(key: string): Promise<ObjectHead | null> {
    return reachDisk(() => this.#files.head(key))
  }

  read(key: string, { etag, range, signal }: ReadOptions = {}): Promise<ObjectRead> {
    return reachDisk(async () => {
      const { file, head } = await this.#files.open(key, etag)
      const options = { signal, highWaterMark: READ_CHUNK, ...range }
      const chunks = reachDiskFor(file.createReadStream(options))
      return { ...head, stream: Readable.from(chunks, { objectMode: false }) }
    })
  }

  put(key: string, body: Buffer | Readable, { size }: { size: number }): Promise<void> {
    return reachDisk(async () => {
      await this.room.ensureOwn(size)
      await this.#files.replace(key, exactly(Buffer.isBuffer(body) ? [body] : body, { size }))
    })
  }

  copy(from: string, to: string): Promise<void> {
    return reachDisk(() => this.#files.copy(from, to))
  }

  delete(keys: string[]): Promise<void> {
    return reachDisk(async () => {
      for (const key of keys) await this.#files.remove(key)
    })
  }

  async *list(prefix: string, { startAfter = '' } = {}) {
    for await (const key of reachDiskFor(walkKeys(this.#root, { prefix, startAfter }))) {
      const head = await this.head(key)
      if (head) yield { key, size: head.size, modifiedAt: head.modifiedAt }
    }
  }

  createMultipart(key: string): Promise<string> {
    return reachDisk(() => this.#parts.begin(key))
  }

  listParts(key: string, uploadId: string) {
    return reachDiskFor(this.#parts.list(key, uploadId))
  }

  completeMultipart(key: string, uploadId: string, parts: StoredPart[]): Promise<void> {
    return reachDisk(async () => {
      // Joining copies the bytes, and the parts go only afterwards.
      const size = parts.reduce((sum, part) => sum + part.size, 0)
      if (!(await this.#files.head(key))) await this.room.ensureOwn(size)
      await this.#parts.complete(key, uploadId, parts)
    })
  }

  abortMultipart(key: string, uploadId: string): Promise<void> {
    return reachDisk(() => this.#parts.abort(key, uploadId))
  }

  listMultiparts(prefix: string) {
    return reachDiskFor(this.#parts.listUploads(prefix))
  }

  removePartials(olderThan: Date): Promise<number> {
    return reachDisk(async () => {
      const abandoned = await this.#files.partials.removeAbandoned(olderThan)
      return abandoned + (await this.#parts.removeJoined())
    })
  }

  /** Writes a file and removes it, as an upload would. */
  async check(): Promise<void> {
    const probe = reachDisk(() => this.#files.stage([Buffer.from('check')], async () => {}))
    const deadline = setTimeout(CHECK_SECONDS * 1000, undefined, { ref: false }).then(() => {
      throw new StoreUnavailable()
    })
    await Promise.race([probe, deadline])
  }

  /** Each file is closed by the code that read or wrote it. */
  async close(): Promise<void> {}

  /** What one URL allows is on the disk once, however many requests use it: the quota counts it once. */
  async #oneAtATime(name: string, write: () => Promise<string>) {
    // One whose client has gone ends in a moment.
    const other = this.#writing.get(name)
    if (other) await Promise.race([other, setTimeout(PATIENCE_MS, undefined, { ref: false })])
    if (this.#writing.has(name)) throw new WriteInProgress()
    const writing = reachDisk(write).finally(() => this.#writing.delete(name))
    this.#writing.set(
      name,
      writing.catch(() => {})
    )
    return writing
  }

  #request(grant: PutGrant | PartGrant, ttlSeconds: number): PresignedRequest {
    const expiresAt = expiry(ttlSeconds)
    const headers: PresignedRequest['headers'] =
      'contentType' in grant ? { 'content-type': grant.contentType } : {}
    return { method: 'PUT', url: this.signer.url(grant, expiresAt), headers, expiresAt }
  }
}

function expiry(ttlSeconds: number, signedAt = new Date()) {
  return new Date(signedAt.getTime() + ttlSeconds * 1000)
}
