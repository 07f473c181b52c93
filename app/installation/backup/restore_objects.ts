import { open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { makeFolder, syncFolder } from '#app/storage/disk/durable'
import { isErrno } from '#app/storage/disk/errno'
import { assertKey } from '#app/storage/object_key'
import { BackupDamaged } from '#app/installation/backup/errors'
import { isSame, writeFile } from '#app/installation/backup/files'
import type { BackedUpFile } from '#app/installation/backup/manifest'
import { type BackedUpObject, inGroups, readLines } from '#app/installation/backup/object_list'
import { together } from '#app/installation/backup/together'

/** So many objects are copied at once. */
const AT_ONCE = 8

/** Copies the objects of a backup to where the disk store keeps them. */
export class RestoreObjects {
  count = 0
  bytes = 0

  /** `BackupDamaged` at the first one that is not as it was backed up. */
  async handle({ from, list, root }: { from: string; list: BackedUpFile; root: string }) {
    const objects = readLines<BackedUpObject>(join(from, list.path))
    for await (const group of inGroups(objects, AT_ONCE)) {
      await together(group, (object) => this.#restore(object, from, root))
    }
  }

  async #restore({ key, modifiedAt, ...facts }: BackedUpObject, from: string, root: string) {
    assertKey(key)
    const source = join(from, 'objects', key)
    const target = join(root, key)
    await using file = await open(source).catch((cause) => {
      throw isErrno(cause, 'ENOENT') ? new BackupDamaged(source, { cause }) : cause
    })
    await makeFolder(dirname(target))
    const chunks = file.createReadStream({ autoClose: false })
    const copied = await writeFile(target, chunks, new Date(modifiedAt))
    if (!isSame(copied, facts)) throw new BackupDamaged(source)
    await syncFolder(dirname(target))
    this.count++
    this.bytes += copied.size
  }
}
