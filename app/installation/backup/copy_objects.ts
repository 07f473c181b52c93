import { link } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ObjectStore } from '#app/storage/object_store'
import { isErrno } from '#app/storage/disk/errno'
import { makeFolder, syncFolder } from '#app/storage/disk/durable'
import { writeFile } from '#app/installation/backup/files'
import type { NamedObject } from '#app/installation/backup/named_objects'
import {
  type BackedUpObject,
  inGroups,
  type ObjectFinder,
} from '#app/installation/backup/object_list'
import { together } from '#app/installation/backup/together'

/** So many objects are copied at once. */
const AT_ONCE = 8

/** An earlier backup: what it holds need not be copied again. */
export interface EarlierBackup {
  folder: string
  objects: ObjectFinder
}

interface CopyOptions {
  store: ObjectStore
  /** The backup's. */
  folder: string
  earlier?: EarlierBackup
  /** Ends the copying. */
  lost: AbortSignal
}

/**
 * Copies objects into a backup. Those that an earlier one holds in this very version get another
 * name there: a version is known by length and time, and its file is never changed.
 */
export class ObjectCopies {
  count = 0
  bytes = 0
  /** Keys that rows name and the store does not have. */
  missing: string[] = []
  /** Keys of originals that are no longer the files that were verified. */
  damaged: string[] = []

  constructor(readonly options: CopyOptions) {}

  /** Copies one after the other, and gives a line for each as soon as it is durable. */
  async *lines(named: AsyncIterable<NamedObject>): AsyncGenerator<Buffer> {
    const { earlier: backup, lost } = this.options
    for await (const group of inGroups(named, AT_ONCE)) {
      lost.throwIfAborted()
      const earlier: (BackedUpObject | undefined)[] = []
      for (const { key } of group) earlier.push(await backup?.objects.find(key))
      const copies = await together(group, (object, at) => this.#copy(object, earlier[at]))
      for (const copy of copies) if (copy) yield this.#lineOf(copy)
    }
  }

  async #copy({ key, sha256, isRequired }: NamedObject, earlier?: BackedUpObject) {
    const { store, folder } = this.options
    const head = await store.head(key)
    if (!head) {
      if (isRequired) this.missing.push(key)
      return undefined
    }
    const to = join(folder, 'objects', key)
    await makeFolder(dirname(to))
    const modifiedAt = head.modifiedAt.getTime()
    const isSame = earlier?.size === head.size && earlier.modifiedAt === modifiedAt
    if (isSame && (await this.#link(key, to))) return earlier

    const { stream } = await store.read(key, { etag: head.etag })
    const facts = await writeFile(to, stream, head.modifiedAt)
    await syncFolder(dirname(to))
    if (sha256 && sha256 !== inBase64(facts.sha256)) this.damaged.push(key)
    return { key, ...facts, modifiedAt }
  }

  /** False where the file system refuses, or where the earlier file is gone. */
  async #link(key: string, to: string) {
    try {
      await link(join(this.options.earlier!.folder, 'objects', key), to)
      await syncFolder(dirname(to))
      return true
    } catch (error) {
      if (isErrno(error, 'ENOENT', 'EXDEV', 'EPERM', 'EMLINK', 'ENOTSUP', 'ENOSYS')) return false
      throw error
    }
  }

  #lineOf(copy: BackedUpObject) {
    this.count++
    this.bytes += copy.size
    return Buffer.from(`${JSON.stringify(copy)}\n`)
  }
}

function inBase64(hexadecimal: string) {
  return Buffer.from(hexadecimal, 'hex').toString('base64')
}
