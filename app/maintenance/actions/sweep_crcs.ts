import logger from '@adonisjs/core/services/logger'
import { computeCrc } from '#app/archives/originals'
import Asset from '#app/assets/models/asset'
import { describeFailure } from '#app/observability/logging/failure'
import { StoreUnavailable } from '#app/storage/errors'

/** Files, and bytes, that one round reads. */
const MAX = { files: 20, bytes: 1_000_000_000 }

const FIRST_ID = '00000000-0000-0000-0000-000000000000'

/**
 * Computes the CRC-32 of originals that were verified before it was kept, so that archives need
 * not wait for it: a few at a time, round after round. One that cannot be read is passed over
 * until the next time around. Returns how many were computed.
 */
export class SweepCrcs {
  #after = FIRST_ID

  async handle() {
    const assets = await Asset.missingCrc(this.#after, MAX.files)
    if (assets.length === 0) this.#after = FIRST_ID
    let bytes = 0
    let computed = 0
    for (const asset of assets) {
      if (bytes > MAX.bytes || !(await this.#compute(asset))) break
      this.#after = asset.id
      bytes += asset.size
      computed++
    }
    return computed
  }

  /** False where the store is down, and none of the others can be read either. */
  async #compute(asset: Asset) {
    try {
      await computeCrc(asset)
      return true
    } catch (error) {
      if (error instanceof StoreUnavailable) return false
      const reason = describeFailure(error)
      logger.warn({ asset_id: asset.id, reason }, 'an original could not be read for its CRC-32')
      return true
    }
  }
}
