import { NotFound } from '#app/http/exceptions/errors'
import * as upload from '#app/uploads/errors'
import { rejections } from '#app/media/rejection'
import { StoreUnavailable } from '#app/storage/errors'
import { completeValidator, partsValidator, presignValidator } from '#app/uploads/validators'
import { storeEventsValidator } from '#app/uploads/store_events_validator'
import { nothing, object, one, page, raw, ref } from '#app/http/openapi/schema_builders'
import type { Operation } from '#app/http/openapi/types'

// The most that S3 joins into one object.
const MOST_PARTS = 10_000

const refusals = [
  upload.TypeNotAllowed,
  upload.FileEmpty,
  upload.FileTooLarge,
  upload.QuotaExceeded,
]

/** A rejected asset is completed with its own error. */
const rejected = Object.entries(rejections).map(([code, message]) => {
  return { status: upload.AssetRejected.status, code, message }
})

export const uploads: Record<string, Operation> = {
  'POST /uploads/presign': {
    input: presignValidator,
    answers: [
      one(
        object({ asset: ref('Asset'), upload: ref('Upload') }),
        201,
        'Reserved. Send the bytes as `upload` says, then complete.'
      ),
    ],
    failures: [...refusals, StoreUnavailable],
  },
  'POST /uploads/multipart': {
    input: presignValidator,
    answers: [
      one(
        object({ asset: ref('Asset'), upload: ref('MultipartUpload') }),
        201,
        'Begun. Ask for the requests of its parts, send them, then complete.'
      ),
    ],
    failures: [...refusals, StoreUnavailable],
  },
  'GET /uploads/multipart/:assetId/parts': {
    answers: [page(ref('Part'))],
    failures: [upload.UploadNotOpen, StoreUnavailable],
  },
  'POST /uploads/multipart/:assetId/parts': {
    input: partsValidator(MOST_PARTS),
    answers: [page(ref('SealedPart'))],
    failures: [upload.UploadNotOpen, StoreUnavailable],
  },
  'POST /uploads/multipart/:assetId/s3': {
    answers: [raw('application/xml', '`InitiateMultipartUploadResult`')],
    failures: [upload.UploadNotOpen],
  },
  'GET /uploads/multipart/:assetId/s3': {
    answers: [raw('application/xml', '`ListPartsResult`')],
    failures: [upload.UploadNotOpen, StoreUnavailable],
  },
  'POST /uploads/multipart/:assetId/s3/complete': {
    answers: [raw('application/xml', '`CompleteMultipartUploadResult`')],
    failures: [upload.UploadIncomplete, upload.UploadMismatch, rejected, StoreUnavailable].flat(),
  },
  'DELETE /uploads/multipart/:assetId': {
    answers: [nothing('Gone.')],
    failures: [upload.UploadNotOpen, StoreUnavailable],
  },
  'POST /uploads/complete': {
    input: completeValidator,
    answers: [one(ref('Asset'), 202, 'The asset is processed, or has been.')],
    failures: [
      NotFound,
      upload.UploadIncomplete,
      upload.UploadMismatch,
      ...rejected,
      StoreUnavailable,
    ],
  },
  'POST /hooks/store': {
    input: storeEventsValidator,
    answers: [nothing('Taken.')],
    failures: [NotFound, StoreUnavailable],
  },
}
