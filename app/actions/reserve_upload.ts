import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import Asset from '#models/asset'
import { reserveUsage } from '#models/usage'
import type { AcceptedFile } from '#actions/accept_file'
import { reached } from '#actions/steps'
import { currentTraceparent } from '#tracing/work'
import { QuotaExceeded } from '#exceptions/upload_errors'
import { lookEverySeconds } from '#config/sweep'

export interface Reservation {
  id: string
  userId: string
  file: AcceptedFile
  expiresAt: DateTime
  /** Bytes a part, where the file comes in parts. */
  partSize?: number
}

/** Writes the row of an upload before its bytes, with room for it in the owner's quota. */
export async function reserveUpload({ id, userId, file, expiresAt, partSize }: Reservation) {
  const { sha256: declaredSha256, ...declared } = file
  const asset = await db.transaction(async (trx) => {
    if (!(await reserveUsage(userId, file.size, trx))) throw new QuotaExceeded()
    const uploadExpiresAt = expiresAt
    const nextLookAt = DateTime.utc().plus({ seconds: lookEverySeconds })
    const traceparent = currentTraceparent()
    const row = { id, userId, ...declared, declaredSha256, partSize, uploadExpiresAt, nextLookAt }
    const pending = { ...row, traceparent, status: 'pending' } as const
    const written = await Asset.create(pending, { client: trx })
    reached('presign.written', id)
    return written
  })
  reached('presign.committed', id)
  return asset
}
