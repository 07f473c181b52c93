import { v7 } from 'uuid'
import store from '#app/storage/main'
import type { PresignedRequest } from '#app/storage/object_store'
import type { AssetFields } from '#app/assets/fields'
import Asset from '#app/assets/models/asset'
import type { Sender } from '#app/accounts/auth/access'
import { acceptFile, type DeclaredFile } from '#app/uploads/actions/accept_file'
import { ensureRoom } from '#app/uploads/actions/ensure_room'
import { findByExternalId } from '#app/uploads/actions/find_by_external_id'
import { RenewUpload } from '#app/uploads/actions/renew_upload'
import { ExternalIdHeld, reserveUpload } from '#app/uploads/actions/reserve_upload'
import { FileTooLarge } from '#app/uploads/errors'
import { singlePutLimit, uploadUrlTtl } from '#config/uploads'

type Input = DeclaredFile & Sender

interface Presigned {
  asset: AssetFields
  /** Null once the bytes are there. */
  upload: PresignedRequest | null
  isNew: boolean
}

/**
 * Reserves room for a file and returns the asset, `pending`, and a presigned request for exactly
 * this file. The row is there before the bytes, so nothing arrives unknown. A file whose external
 * id is known gets its asset again, and a fresh request while its bytes are missing.
 */
export class PresignUpload {
  async handle(input: Input): Promise<Presigned> {
    const file = acceptFile(input)
    if (file.size > singlePutLimit) {
      throw new FileTooLarge('A file over 5 GiB must come in parts: POST /uploads/multipart.')
    }
    const known = await findByExternalId(file, input)
    if (known) return { asset: known, upload: await this.#renew(known), isNew: false }

    await ensureRoom(file.size)
    const id = v7()
    const { contentType, size, sha256 } = file
    const put = { key: Asset.originalKey(id), contentType, size, sha256 }
    const upload = await store.presignPut({ ...put, ttlSeconds: uploadUrlTtl })
    try {
      const asset = await reserveUpload({ id, sender: input, file, expiresAt: upload.expiresAt })
      return { asset, upload, isNew: true }
    } catch (error) {
      if (error instanceof ExternalIdHeld) return this.handle(input)
      throw error
    }
  }

  async #renew(asset: Asset) {
    if (asset.status !== 'pending' || (await store.head(asset.originalKey))) return null
    return new RenewUpload().handle({ asset })
  }
}
