import type { Readable, Writable } from 'node:stream'
import { ObjectMissing } from '#app/storage/errors'
import { UrlRevoked } from '#app/storage/refusals'
import type { Grant } from '#app/storage/disk/url_signer'

/** Milliseconds after which a transfer that is still running is checked again. */
const CHECK_EVERY_MS = 800

/** Whether what a signed URL was made for still exists: a signature alone cannot be revoked. */
export abstract class ObjectAccess {
  /** Costs one lookup by key. True if it cannot be known: the signature is valid. */
  abstract allows(grant: Grant): Promise<boolean>

  /**
   * Runs a transfer, and cuts it once the grant is not valid any more. Throws `UrlRevoked`, or
   * `ObjectMissing` to who reads, if it is not valid to begin with.
   */
  async during<Result>(
    grant: Grant,
    transfer: Readable | Writable,
    run: () => Promise<Result>
  ): Promise<Result> {
    if (!(await this.allows(grant))) {
      throw grant.method === 'GET' ? new ObjectMissing() : new UrlRevoked()
    }
    const timer = setInterval(async () => {
      const isAllowed = await this.allows(grant).catch(() => true)
      if (!isAllowed) transfer.destroy()
    }, CHECK_EVERY_MS)
    try {
      return await run()
    } finally {
      clearInterval(timer)
    }
  }
}
