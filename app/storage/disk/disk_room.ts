import { statfs } from 'node:fs/promises'
import { makeFolder } from '#app/storage/disk/durable'
import { unless } from '#app/storage/disk/errno'
import { StoreFull } from '#app/storage/errors'

const MB = 1_000_000
/** Bytes after which a long write looks again: others write to the disk as well. */
const LOOK_EVERY = 32 * MB

/**
 * The bytes of a disk that must stay free, for PostgreSQL and all else that shares it: 5 % unless
 * set, at least 256 MB, at most 2 GB.
 */
export function diskReserve({ blocks, bsize }: { blocks: number; bsize: number }, set?: number) {
  return set ?? Math.min(Math.max(0.05 * blocks * bsize, 256 * MB), 2_000 * MB)
}

/** Keeps what clients write from filling the disk. */
export class DiskRoom {
  #inFlight = 0

  /** `reserve` is in bytes; without it, it is derived from the size of the disk. */
  constructor(
    readonly root: string,
    readonly reserve?: number
  ) {}

  /** Bytes that clients may still begin to send. */
  async left() {
    return (await this.#beyondReserve()) - this.#inFlight
  }

  /** The chunks of a client, with room kept for those to come. `StoreFull` where there is none. */
  async *keptFor(size: number, chunks: AsyncIterable<Uint8Array>) {
    const before = this.#inFlight
    let toCome = size
    this.#inFlight += size
    try {
      if ((await this.#beyondReserve()) < before + size) throw new StoreFull()
      let unseen = 0
      for await (const chunk of chunks) {
        yield chunk
        toCome -= chunk.length
        this.#inFlight -= chunk.length
        unseen += chunk.length
        if (unseen < LOOK_EVERY) continue
        unseen = 0
        if ((await this.#beyondReserve()) < 0) throw new StoreFull()
      }
    } finally {
      this.#inFlight -= toCome
    }
  }

  /** Throws `StoreFull` where so many bytes of the application's own would take half the reserve. */
  async ensureOwn(bytes: number) {
    if ((await this.#beyondReserve(0.5)) < bytes) throw new StoreFull()
  }

  async #beyondReserve(share = 1) {
    const disk = (await statfs(this.root).catch(unless('ENOENT'))) ?? (await this.#made())
    return disk.bavail * disk.bsize - share * diskReserve(disk, this.reserve)
  }

  async #made() {
    await makeFolder(this.root)
    return statfs(this.root)
  }
}
