import store from '#app/storage/main'
import type User from '#app/accounts/models/user'
import Asset from '#app/assets/models/asset'
import { findOrphans } from '#app/maintenance/actions/find_orphans'
import { RecoverAsset } from '#app/maintenance/actions/recover_asset'
import { inBatches } from '#app/maintenance/orphans/in_batches'
import { QUARANTINE } from '#app/maintenance/orphans/quarantine'
import { describeFailure } from '#app/observability/logging/failure'
import { orphanBatch } from '#config/sweep'

interface Recovery {
  /** Of the asset. */
  id: string
  /** Null if it had to be left. */
  owner: User | null
  /** Why it failed. */
  error?: string
}

/** Recovers every original that no row owns, from its place or from quarantine, one by one. */
export class RecoverOrphans {
  async *handle(fallback?: User): AsyncGenerator<Recovery> {
    for (const prefix of ['', QUARANTINE]) {
      for await (const objects of inBatches(store.list(`${prefix}assets/`), orphanBatch)) {
        const keys = objects.map(({ key }) => ({ key: key.slice(prefix.length) }))
        const originals = keys.filter(({ key }) => Asset.idOfOriginal(key))
        for (const { key } of await findOrphans(originals)) {
          yield this.#recover(Asset.idOfOriginal(key)!, fallback)
        }
      }
    }
  }

  /** One that fails does not keep the others from being recovered. */
  async #recover(id: string, fallback?: User): Promise<Recovery> {
    try {
      return { id, owner: await new RecoverAsset().handle({ id, fallback }) }
    } catch (error) {
      return { id, owner: null, error: describeFailure(error) }
    }
  }
}
