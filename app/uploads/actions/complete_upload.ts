import store from '#app/storage/main'
import Asset from '#app/assets/models/asset'
import { DeleteAsset } from '#app/assets/actions/delete_asset'
import { LinkRevoked } from '#app/links/errors'
import Link from '#app/links/models/link'
import { dispatchJob } from '#app/jobs/dispatch'
import { findParts } from '#app/uploads/actions/join_parts'
import { RejectAsset } from '#app/uploads/actions/reject_asset'
import { checkpoint } from '#app/observability/tracing/checkpoints'
import { type ProcessingStart, startProcessing } from '#app/uploads/actions/start_processing'
import { traced } from '#app/observability/tracing/work'
import { AssetRejected } from '#app/assets/errors'
import { UploadIncomplete, UploadMismatch } from '#app/uploads/errors'
import { UploadMissing } from '#app/storage/errors'
import type { ObjectHead } from '#app/storage/object_store'

interface CompleteInput {
  asset: Asset
  requestId?: string | null
}

/**
 * Accepts the bytes: the asset becomes `processing` and one job is queued, however often and
 * however many times at once this runs. Throws `UploadIncomplete` while the bytes are not there,
 * `UploadMismatch` where they are not what was declared, `LinkRevoked` if their link was revoked,
 * `AssetRejected` for what was rejected, `E_ROW_NOT_FOUND` where it was deleted meanwhile.
 */
export class CompleteUpload {
  async handle({ asset, requestId }: CompleteInput): Promise<Asset> {
    if (asset.status === 'rejected') throw rejectionOf(asset)
    if (asset.status === 'processing' || asset.status === 'ready') return asset

    if (await isOfRevokedLink(asset)) await this.#erase(asset)
    const object = await this.#look(asset)
    checkpoint('complete.looked', asset.id)
    // Its type is signed in the URL; the worker verifies the bytes.
    const isOther = object && object.size !== asset.size
    // What was verified once is kept, whatever lies in its place now.
    if (isOther && !asset.sha256) await this.#reject(asset)

    const { id, traceparent } = asset
    const attributes = { 'media_inbox.asset.id': id }
    const isFirst = await traced({ name: 'upload.complete', attributes, traceparent }, () =>
      this.#process({ asset, etag: object?.etag ?? null, requestId })
    )
    // Somebody else was first: what they made of the asset is the answer.
    return isFirst ? asset : this.handle({ asset: await Asset.findOrFail(id), requestId })
  }

  /** The object; null where its parts are all there, which the worker joins: that takes long. */
  async #look(asset: Asset): Promise<ObjectHead | null> {
    const { originalKey: key } = asset
    const object = await store.head(key)
    if (object) return object
    try {
      await findParts(asset)
      return null
    } catch (error) {
      const isMissing = error instanceof UploadMissing
      if (!isMissing && !(error instanceof UploadIncomplete)) throw error
      // They may have been joined since: then some stores list none of them.
      const joined = asset.multipartId && (await store.head(key))
      if (joined) return joined
      throw isMissing ? new UploadIncomplete(undefined, { cause: error }) : error
    }
  }

  async #process(arrival: ProcessingStart) {
    const job = await startProcessing(arrival)
    if (!job) return false

    checkpoint('complete.committed', job.assetId)
    await dispatchJob(job)
    checkpoint('complete.enqueued', job.assetId)
    return true
  }

  async #erase(asset: Asset): Promise<never> {
    await new DeleteAsset().handle({ asset, origin: { actorId: null } })
    throw new LinkRevoked()
  }

  async #reject(asset: Asset): Promise<never> {
    const { code, message } = new UploadMismatch()
    await new RejectAsset().handle({ asset, error: { code: code!, message } })
    throw new UploadMismatch()
  }
}

async function isOfRevokedLink({ status, linkId }: Asset) {
  // A model that was just created does not know the columns that it left out.
  return status === 'pending' && Boolean(linkId) && !(await Link.exists(linkId!))
}

function rejectionOf({ errorCode, errorMessage }: Asset) {
  return new AssetRejected(errorMessage!, { code: errorCode! })
}
