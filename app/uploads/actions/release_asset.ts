import { DatabaseError } from 'pg'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import store from '#app/storage/main'
import Asset from '#app/assets/models/asset'
import Deletion from '#app/assets/models/deletion'
import { malwareKey } from '#app/assets/object_keys'
import { ExternalIdReused } from '#app/assets/errors'
import { releaseUsage } from '#app/accounts/models/usage'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import Job from '#app/jobs/models/job'
import { dispatchJob } from '#app/jobs/dispatch'
import { NotQuarantined } from '#app/uploads/errors'

interface Release {
  asset: Asset
  /** Why an administrator holds the file to be harmless. */
  reason: string
  origin: RequestContext
}

const UNIQUE_VIOLATION = '23505'

/**
 * Takes a file that the scanner refused out of quarantine: it is processed without another scan,
 * and counts against its owner's quota again. The worker moves the bytes. Throws `NotQuarantined`
 * for any other asset, `ExternalIdReused` where its external id is taken by now.
 */
export class ReleaseAsset {
  async handle({ asset, reason, origin }: Release) {
    if (!(await store.head(malwareKey(asset.id)))) throw new NotQuarantined()
    const job = await db.transaction((trx) => this.#release({ asset, reason, origin }, trx))
    await dispatchJob(job)
  }

  async #release({ asset, reason, origin }: Release, trx: TransactionClientContract) {
    const { id, userId, size, filename, chargeTo } = asset
    await Asset.lock(id, trx)
    if (!(await this.#move(asset, trx))) throw new NotQuarantined()
    const heldBytes = await Deletion.cancel(id, trx)
    await releaseUsage(userId, { bytes: heldBytes - size, assets: 0 }, trx)
    await AuditLog.record('asset.released', id, origin, trx, { reason, filename }, userId)
    const { requestId } = origin
    const values = { assetId: id, kind: 'process', state: 'queued', chargeTo, requestId } as const
    return Job.create(values, { client: trx })
  }

  async #move(asset: Asset, trx: TransactionClientContract) {
    try {
      return await asset.markReleased(trx)
    } catch (error) {
      const isTaken = error instanceof DatabaseError && error.code === UNIQUE_VIOLATION
      throw isTaken ? new ExternalIdReused(undefined, { cause: error }) : error
    }
  }
}
