import { join } from 'node:path'
import { v7 as uuid, validate } from 'uuid'
import { open, opendir, readdir, rename, stat } from 'node:fs/promises'
import { ObjectChanged, UploadMissing } from '#app/storage/errors'
import { assertKey } from '#app/storage/object_key'
import { isErrno, unless } from '#app/storage/disk/errno'
import type { Chunks } from '#app/storage/exact_body'
import type { ObjectFiles } from '#app/storage/disk/object_files'
import { headOf, makeFolder, syncFolder } from '#app/storage/disk/durable'
import type { OpenMultipart, StoredPart } from '#app/storage/object_store'

/** Bytes that are read at once while parts are joined. */
const JOIN_CHUNK = 1024 * 1024

/** Multipart uploads on disk: one folder an upload, one file a part. */
export class ObjectParts {
  readonly #root: string
  readonly #files: ObjectFiles
  readonly #joining = new Map<string, Promise<void>>()

  constructor(root: string, files: ObjectFiles) {
    this.#root = join(root, '.multipart')
    this.#files = files
  }

  async begin(key: string): Promise<string> {
    const uploadId = uuid()
    await makeFolder(this.#folder(key, uploadId))
    return uploadId
  }

  /** Writes a part; a later one with the same number takes its place. Answers with its ETag. */
  async write(key: string, uploadId: string, partNumber: number, chunks: Chunks): Promise<string> {
    const folder = this.#folder(key, uploadId)
    await stat(folder).catch(orUploadMissing)
    return this.#files.stage(chunks, async (staged) => {
      await rename(staged, partPath(folder, partNumber)).catch(orUploadMissing)
      await syncFolder(folder).catch(orUploadMissing)
    })
  }

  async *list(key: string, uploadId: string): AsyncGenerator<StoredPart> {
    const folder = this.#folder(key, uploadId)
    const names = await readdir(folder).catch(orUploadMissing)
    for (const partNumber of names.map(Number).sort((a, b) => a - b)) {
      const stats = await stat(partPath(folder, partNumber)).catch(orUploadMissing)
      yield { partNumber, size: stats.size, etag: headOf(stats).etag }
    }
  }

  /** Makes the object. The bytes are copied, so calls that come meanwhile wait for one copy. */
  complete(key: string, uploadId: string, parts: StoredPart[]): Promise<void> {
    const joining =
      this.#joining.get(uploadId) ??
      this.#join(key, uploadId, parts).finally(() => this.#joining.delete(uploadId))
    this.#joining.set(uploadId, joining)
    return joining
  }

  async abort(key: string, uploadId: string): Promise<void> {
    await this.#files.partials.discard(this.#folder(key, uploadId))
  }

  async *listUploads(prefix: string): AsyncGenerator<OpenMultipart> {
    const folder = await opendir(this.#root).catch(unless('ENOENT'))
    for await (const { name } of folder ?? []) {
      const [uploadId, ...segments] = name.split(',')
      const key = segments.join('/')
      if (key.startsWith(prefix)) yield { key, uploadId }
    }
  }

  /** Removes what a kill left between making an object and forgetting its parts. */
  async removeJoined(): Promise<number> {
    let removed = 0
    for await (const { key, uploadId } of this.listUploads('')) {
      if (!(await this.#files.head(key))) continue
      await this.abort(key, uploadId)
      removed++
    }
    return removed
  }

  async #join(key: string, uploadId: string, parts: StoredPart[]) {
    await this.#files.create(key, this.#bytesOf(key, uploadId, parts))
    await this.abort(key, uploadId)
  }

  /**
   * The bytes of the parts, one after the other, each chunk good until the next one is asked for.
   * `ObjectChanged` where a part is not as listed.
   */
  async *#bytesOf(key: string, uploadId: string, parts: StoredPart[]): AsyncGenerator<Uint8Array> {
    const folder = this.#folder(key, uploadId)
    await stat(folder).catch(orUploadMissing)
    const chunk = Buffer.allocUnsafeSlow(JOIN_CHUNK)
    for (const part of parts) {
      await using file = await open(partPath(folder, part.partNumber)).catch(orObjectChanged)
      if (headOf(await file.stat()).etag !== part.etag) throw new ObjectChanged()
      while (true) {
        const { bytesRead } = await file.read(chunk)
        if (bytesRead === 0) break
        yield chunk.subarray(0, bytesRead)
      }
    }
  }

  /** No key holds a comma, so the name of the folder says which key and upload it is of. */
  #folder(key: string, uploadId: string) {
    assertKey(key)
    if (!validate(uploadId)) throw new UploadMissing()
    return join(this.#root, [uploadId, ...key.split('/')].join(','))
  }
}

function partPath(folder: string, partNumber: number) {
  return join(folder, String(partNumber))
}

function orUploadMissing(error: unknown): never {
  throw isErrno(error, 'ENOENT') ? new UploadMissing(undefined, { cause: error }) : error
}

function orObjectChanged(error: unknown): never {
  throw isErrno(error, 'ENOENT') ? new ObjectChanged(undefined, { cause: error }) : error
}
