import { v7 } from 'uuid'
import store from '#app/storage/main'
import Asset from '#app/assets/models/asset'
import { acceptFile, type DeclaredFile } from '#app/uploads/actions/accept_file'
import { reserveUpload } from '#app/uploads/actions/reserve_upload'
import { reached } from '#app/observability/tracing/checkpoints'
import { multipartTtl, partSizeFor } from '#config/uploads'

/** Reserves room for a file that comes in parts, and begins the upload in the store. */
export class BeginMultipart {
  async handle({ userId, ...declared }: DeclaredFile & { userId: string }) {
    const file = acceptFile(declared)
    const id = v7()
    const partSize = partSizeFor(file.size)
    const expiresAt = new Date(Date.now() + multipartTtl * 1_000)
    await reserveUpload({ id, userId, file, expiresAt, partSize })

    // After the row: a crash in between leaves a row that expires, never an upload without one.
    const { contentType } = file
    const multipartId = await store.createMultipart(Asset.originalKey(id), { contentType })
    reached('parts.begun', id)
    const asset = await Asset.findOrFail(id)
    return asset.merge({ multipartId }).save()
  }
}
