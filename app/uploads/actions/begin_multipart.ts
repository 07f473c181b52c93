import { v7 } from 'uuid'
import { DateTime } from 'luxon'
import store from '#app/storage/main'
import Asset from '#app/assets/models/asset'
import type { Sender } from '#app/accounts/auth/access'
import { acceptFile, type DeclaredFile } from '#app/uploads/actions/accept_file'
import { ensureRoom } from '#app/uploads/actions/ensure_room'
import { findByExternalId } from '#app/uploads/actions/find_by_external_id'
import { ExternalIdHeld, reserveUpload } from '#app/uploads/actions/reserve_upload'
import { checkpoint } from '#app/observability/tracing/checkpoints'
import { TooManyUploads } from '#app/uploads/errors'
import { multipartTtl, openMultiparts, partSizeFor } from '#config/uploads'

type Input = DeclaredFile & Sender

interface Begun {
  asset: Asset
  isNew: boolean
  isOpen: boolean
}

/**
 * Reserves room for a file that comes in parts, and begins the upload in the store. A file whose
 * external id is known gets its asset again, `isOpen` while its bytes are missing.
 */
export class BeginMultipart {
  async handle(input: Input): Promise<Begun> {
    const file = acceptFile(input)
    const known = await findByExternalId(file, input)
    if (known) return { asset: known, isNew: false, isOpen: await this.#reopen(known) }

    await this.#countOpen(input)
    // Twice: the parts are there until they are joined.
    await ensureRoom(2 * file.size)
    const id = v7()
    const partSize = partSizeFor(file.size)
    const expiresAt = expiry().toJSDate()
    try {
      await reserveUpload({ id, sender: input, file, expiresAt, partSize })
    } catch (error) {
      if (error instanceof ExternalIdHeld) return this.handle(input)
      throw error
    }
    // After the row: a crash in between leaves a row that expires, never an upload without one.
    const asset = await Asset.findOrFail(id)
    await this.#begin(asset)
    return { asset, isNew: true, isOpen: true }
  }

  /** Requests that come at once may pass the bound by their number. */
  async #countOpen({ userId, grantId, linkId }: Sender) {
    const open = await Asset.query()
      .where({ userId, status: 'pending' })
      .where((query) => {
        if (linkId) return query.where({ linkId })
        return grantId ? query.where({ grantId }) : query.whereNull('grant_id')
      })
      .whereNotNull('part_size')
      .select('user_id')
      .limit(openMultiparts.max)
    if (open.length >= openMultiparts.max) throw new TooManyUploads()
  }

  async #reopen(asset: Asset) {
    if (asset.status !== 'pending' || (await store.head(asset.originalKey))) return false
    const partSize = asset.partSize ?? partSizeFor(asset.size)
    if (!(await asset.keepOpen({ uploadExpiresAt: expiry(), partSize }))) return false
    if (!asset.multipartId) await this.#begin(asset)
    return true
  }

  async #begin(asset: Asset) {
    const { originalKey: key, contentType } = asset
    const multipartId = await store.createMultipart(key, { contentType })
    checkpoint('parts.begun', asset.id)
    if (await asset.assignMultipart(multipartId)) return
    // Another request was first, or the asset is gone.
    await store.abortMultipart(key, multipartId)
    await asset.refresh()
  }
}

function expiry() {
  return DateTime.utc().plus({ seconds: multipartTtl })
}
