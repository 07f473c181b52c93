import { v7 } from 'uuid'
import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import store from '#storage/main'
import Asset from '#models/asset'
import { reserveUsage } from '#models/usage'
import { declareFile, type DeclaredFile } from '#actions/declare_file'
import { FileTooLarge, QuotaExceeded } from '#exceptions/upload_errors'
import { singlePutLimit, uploadUrlTtl } from '#config/uploads'

// How soon the sweep looks whether bytes arrived without a word from their client.
const FIRST_LOOK_SECONDS = 30

/**
 * Reserves room for a file and answers with the asset, `pending`, and a sealed request that puts
 * exactly this file in its place. The row is there before the bytes, so nothing arrives unknown.
 */
export class PresignUpload {
  async handle(input: DeclaredFile & { userId: string }) {
    const declared = declareFile(input)
    if (declared.size > singlePutLimit) {
      throw new FileTooLarge('A file over 5 GiB must come in parts: POST /uploads/multipart.')
    }

    const id = v7()
    const upload = await store.presignPut({
      key: Asset.originalKey(id),
      contentType: declared.contentType,
      size: declared.size,
      sha256: declared.sha256,
      ttlSeconds: uploadUrlTtl,
    })
    const asset = await db.transaction(async (trx) => {
      if (!(await reserveUsage(input.userId, declared.size, trx))) throw new QuotaExceeded()
      const { sha256: declaredSha256, ...file } = declared
      const uploadExpiresAt = DateTime.fromJSDate(upload.expiresAt)
      const nextLookAt = DateTime.utc().plus({ seconds: FIRST_LOOK_SECONDS })
      const row = { id, userId: input.userId, ...file, declaredSha256, uploadExpiresAt, nextLookAt }
      return Asset.create({ ...row, status: 'pending' }, { client: trx })
    })
    return { asset, upload }
  }
}
