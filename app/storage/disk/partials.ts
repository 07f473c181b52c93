import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { opendir, rename, rm, stat } from 'node:fs/promises'
import { unless } from '#app/storage/disk/errno'
import { makeFolder } from '#app/storage/disk/durable'

/** What is being written or removed, under temporary names in a folder that no key can name. */
export class Partials {
  readonly #folder: string

  constructor(root: string) {
    this.#folder = join(root, '.partial')
  }

  /** Lends a temporary name; whatever happens, nothing has it afterwards. */
  async use<Result>(work: (path: string) => Promise<Result>): Promise<Result> {
    const path = await this.#newPath()
    try {
      return await work(path)
    } finally {
      await rm(path, { force: true })
    }
  }

  /** Removes a folder of files at once for everybody who looks, however long the rest takes. */
  async discard(folder: string): Promise<void> {
    const path = await this.#newPath()
    await rename(folder, path).catch(unless('ENOENT'))
    await rm(path, { recursive: true, force: true })
  }

  /** Removes what a killed process left and nobody has touched since then; how many there were. */
  async removeAbandoned(olderThan: Date): Promise<number> {
    let removed = 0
    const folder = await opendir(this.#folder).catch(unless('ENOENT'))
    for await (const { name } of folder ?? []) {
      const path = join(this.#folder, name)
      const stats = await stat(path).catch(unless('ENOENT'))
      if (!stats || stats.mtime >= olderThan) continue
      await rm(path, { recursive: true, force: true })
      removed++
    }
    return removed
  }

  async #newPath() {
    await makeFolder(this.#folder)
    return join(this.#folder, randomUUID())
  }
}
