import { dirname, join } from 'node:path'
import { type FileHandle, open } from 'node:fs/promises'
import { link, rename, rmdir, stat, unlink } from 'node:fs/promises'
import { ObjectChanged, ObjectExists, ObjectMissing } from '#app/storage/errors'
import { assertKey } from '#app/storage/object_key'
import { isErrno, unless } from '#app/storage/disk/errno'
import { Partials } from '#app/storage/disk/partials'
import type { Chunks } from '#app/storage/exact_body'
import type { ObjectHead } from '#app/storage/object_store'
import { headOf, makeFolder, syncFolder, writeDurably } from '#app/storage/disk/durable'

/** An object that is being read, whatever becomes of its name. Closed once disposed of. */
export interface OpenObject extends AsyncDisposable {
  file: FileHandle
  head: ObjectHead
}

/**
 * The files of a disk store: an object's bytes, and nothing else, in a file named by its key.
 * What is being written has a temporary name among the partials.
 */
export class ObjectFiles {
  readonly partials: Partials
  readonly #root: string

  constructor(root: string) {
    this.partials = new Partials(root)
    this.#root = root
  }

  async head(key: string): Promise<ObjectHead | null> {
    const stats = await stat(this.#path(key)).catch(unless('ENOENT', 'ENOTDIR'))
    return stats?.isFile() ? headOf(stats) : null
  }

  /** Opens an object; with `etag`, only this version of it. */
  async open(key: string, etag?: string): Promise<OpenObject> {
    const file = await open(this.#path(key)).catch(unless('ENOENT', 'ENOTDIR'))
    if (!file) throw new ObjectMissing()

    const stats = await file.stat()
    const head = headOf(stats)
    if (stats.isFile() && (!etag || etag === head.etag)) {
      return { file, head, [Symbol.asyncDispose]: () => file.close() }
    }

    await file.close()
    throw stats.isFile() ? new ObjectChanged() : new ObjectMissing()
  }

  /**
   * Writes a new object whole or not at all. `ObjectExists` where the key is taken: before the
   * bytes are read, and again when they are to get their name.
   */
  async create(key: string, chunks: Chunks): Promise<string> {
    if (await this.head(key)) throw new ObjectExists()
    return this.stage(chunks, (staged) => this.#publish(key, (path) => link(staged, path)))
  }

  /** Writes an object, taking the place of the one that was there in one step. */
  replace(key: string, chunks: Chunks): Promise<string> {
    return this.stage(chunks, (staged) => this.#publish(key, (path) => rename(staged, path)))
  }

  /** Gives the bytes of an object, which never change, a second name. */
  async copy(from: string, to: string): Promise<void> {
    await this.partials.use(async (staged) => {
      await link(this.#path(from), staged).catch((cause) => {
        throw isErrno(cause, 'ENOENT', 'ENOTDIR') ? new ObjectMissing(undefined, { cause }) : cause
      })
      await this.#publish(to, (path) => rename(staged, path))
    })
  }

  /** Removes an object, if it is there, and the folders that it leaves empty. */
  async remove(key: string): Promise<void> {
    const path = this.#path(key)
    await unlink(path).catch(unless('ENOENT', 'ENOTDIR'))
    await this.#prune(dirname(path))
  }

  /**
   * Writes the chunks durably under a temporary name, for `publish` to give them a lasting one.
   * Answers with their ETag; whatever happens, the temporary name is gone afterwards.
   */
  stage(chunks: Chunks, publish: (staged: string) => Promise<void>): Promise<string> {
    return this.partials.use(async (staged) => {
      const etag = await writeDurably(staged, chunks)
      await publish(staged)
      return etag
    })
  }

  #path(key: string) {
    assertKey(key)
    return join(this.#root, key)
  }

  async #publish(key: string, put: (path: string) => Promise<void>, attempts = 5): Promise<void> {
    const path = this.#path(key)
    try {
      await makeFolder(dirname(path))
      await put(path)
      await syncFolder(dirname(path))
    } catch (error) {
      if (isErrno(error, 'EEXIST')) throw new ObjectExists(undefined, { cause: error })
      // A deletion may have pruned the folder in between.
      const again = isErrno(error, 'ENOENT') && attempts > 1
      if (!again) throw error
      await this.#publish(key, put, attempts - 1)
    }
  }

  async #prune(folder: string): Promise<void> {
    if (folder === this.#root) return
    try {
      await rmdir(folder)
    } catch (error) {
      if (isErrno(error, 'ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR')) return
      throw error
    }
    await this.#prune(dirname(folder))
  }
}
