import { randomBytes, randomUUID } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import type { ObjectStore, PresignPutInput } from '#app/storage/object_store'

/** A store that the contract is held against, and what it is declared to be able to. */
export interface StoreUnderTest {
  name: string
  open: () => Promise<ObjectStore>
  /** Whether it refuses by itself bytes that have another digest than the sealed one. */
  checksDigest: boolean
  /** The smallest part it takes, in bytes, but for the last one of an upload. */
  minPartSize: number
}

/** A store with a corner of its own in it, which is empty again after `clear`. */
export class StoreBench {
  readonly prefix = `contract/${randomUUID()}/`

  constructor(readonly store: ObjectStore) {}

  newKey() {
    return this.prefix + randomUUID()
  }

  /** A sealed url for some bytes, and what it is for. */
  async presignedPut(given: Partial<PresignPutInput> & { body?: Buffer } = {}) {
    const { body = randomBytes(50_000), ...rest } = given
    const put = { key: this.newKey(), contentType: 'image/jpeg', size: body.length, ttlSeconds: 60 }
    const sealed = await this.store.presignPut({ ...put, ...rest })
    return { key: rest.key ?? put.key, body, sealed }
  }

  /** An object of the application's own. */
  async put(body: Buffer, key = this.newKey()) {
    await this.store.put(key, body, { size: body.length, contentType: 'image/webp' })
    return key
  }

  async bytesOf(key: string) {
    const { stream } = await this.store.read(key)
    return buffer(stream)
  }

  async clear() {
    for await (const { key, uploadId } of this.store.listMultiparts(this.prefix)) {
      await this.store.abortMultipart(key, uploadId)
    }
    const keys = await Array.fromAsync(this.store.list(this.prefix), ({ key }) => key)
    await this.store.delete(keys)
  }
}
