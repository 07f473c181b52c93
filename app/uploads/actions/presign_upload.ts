import { v7 } from 'uuid'
import store from '#app/storage/main'
import Asset from '#app/assets/models/asset'
import { acceptFile, type DeclaredFile } from '#app/uploads/actions/accept_file'
import { reserveUpload } from '#app/uploads/actions/reserve_upload'
import { FileTooLarge } from '#app/uploads/errors'
import { singlePutLimit, uploadUrlTtl } from '#config/uploads'

/**
 * Reserves room for a file and answers with the asset, `pending`, and a sealed request that puts
 * exactly this file in its place. The row is there before the bytes, so nothing arrives unknown.
 */
export class PresignUpload {
  async handle({ userId, ...declared }: DeclaredFile & { userId: string }) {
    const file = acceptFile(declared)
    if (file.size > singlePutLimit) {
      throw new FileTooLarge('A file over 5 GiB must come in parts: POST /uploads/multipart.')
    }
    const id = v7()
    const { contentType, size, sha256 } = file
    const sealed = { key: Asset.originalKey(id), contentType, size, sha256 }
    const upload = await store.presignPut({ ...sealed, ttlSeconds: uploadUrlTtl })
    const asset = await reserveUpload({ id, userId, file, expiresAt: upload.expiresAt })
    return { asset, upload }
  }
}
