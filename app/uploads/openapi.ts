import { NotFound } from '#app/http/exceptions/errors'
import { AssetRejected, ExternalIdReused } from '#app/assets/errors'
import * as errors from '#app/uploads/errors'
import { rejections } from '#app/media/rejection'
import { LinkClosed, LinkRevoked } from '#app/links/errors'
import { StoreFull, StoreUnavailable } from '#app/storage/errors'
import {
  completeValidator,
  documentedBatch,
  partsValidator,
  presignValidator,
  releaseValidator,
} from '#app/uploads/validators'
import { storeEventsValidator } from '#app/uploads/store_events_validator'
import {
  list,
  nothing,
  nullable,
  object,
  one,
  oneOf,
  page,
  raw,
  ref,
  text,
  time,
  url,
  whole,
} from '#app/http/openapi/schema_builders'
import type { Operation, Schema } from '#app/http/openapi/types'

// The most that S3 joins into one object.
const MAX_PARTS = 10_000

const refusals = [
  errors.TypeNotAllowed,
  errors.FileEmpty,
  errors.FileTooLarge,
  errors.QuotaExceeded,
  errors.TooManyUploads,
  errors.GrantExceeded,
  LinkClosed,
  StoreFull,
]

/** A rejected asset is completed with its own error. */
const rejected = Object.entries(rejections).map(([code, message]) => {
  return { status: AssetRejected.status, code, message }
})

const reserved = object({ asset: ref('Asset'), upload: nullable(ref('Upload')) })
const refused = object({ error: object({ code: text, message: text }) })

/** What the calls of uploads answer and refuse. */
export const operations: Record<string, Operation> = {
  'POST /uploads/presign': {
    input: presignValidator,
    answers: [
      one(
        object({ asset: ref('Asset'), upload: ref('Upload') }),
        201,
        'Reserved. Send the bytes as `upload` says, then complete.'
      ),
      one(
        object({ asset: ref('Asset'), upload: nullable(ref('Upload')) }),
        200,
        'Known by its `externalId`; `upload` is null once the bytes are there.'
      ),
    ],
    failures: [...refusals, errors.ExternalIdTaken, StoreUnavailable],
  },
  'POST /uploads/presign/batch': {
    input: documentedBatch,
    answers: [one(object({ results: list({ oneOf: [reserved, refused] }) }))],
    failures: [StoreUnavailable],
  },
  'POST /uploads/:assetId/presign': {
    answers: [one(object({ asset: ref('Asset'), upload: ref('Upload') }))],
    failures: [errors.UploadNotOpen, StoreUnavailable],
  },
  'POST /uploads/multipart': {
    input: presignValidator,
    answers: [
      one(
        object({ asset: ref('Asset'), upload: ref('MultipartUpload') }),
        201,
        'Begun. Ask for the requests of its parts, send them, then complete.'
      ),
      one(
        object({ asset: ref('Asset'), upload: nullable(ref('MultipartUpload')) }),
        200,
        'Known by its `externalId`; `upload` is null once the bytes are there.'
      ),
    ],
    failures: [...refusals, errors.ExternalIdTaken, StoreUnavailable],
  },
  'GET /uploads/multipart/:assetId/parts': {
    answers: [page(ref('Part'))],
    failures: [errors.UploadNotOpen, StoreUnavailable],
  },
  'POST /uploads/multipart/:assetId/parts': {
    input: partsValidator(MAX_PARTS),
    answers: [page(ref('PresignedPart'))],
    failures: [errors.UploadNotOpen, StoreUnavailable],
  },
  'POST /uploads/multipart/:assetId/s3': {
    answers: [raw('application/xml', '`InitiateMultipartUploadResult`')],
    failures: [errors.UploadNotOpen],
  },
  'GET /uploads/multipart/:assetId/s3': {
    answers: [raw('application/xml', '`ListPartsResult`')],
    failures: [errors.UploadNotOpen, StoreUnavailable],
  },
  'POST /uploads/multipart/:assetId/s3/complete': {
    answers: [raw('application/xml', '`CompleteMultipartUploadResult`')],
    failures: [
      errors.UploadIncomplete,
      errors.UploadMismatch,
      LinkRevoked,
      ...rejected,
      StoreUnavailable,
    ],
  },
  'DELETE /uploads/multipart/:assetId': {
    answers: [nothing('Gone.')],
    failures: [errors.UploadNotOpen, StoreUnavailable],
  },
  'POST /uploads/complete': {
    input: completeValidator,
    answers: [one(ref('Asset'), 202, 'The asset is processed, or has been.')],
    failures: [
      NotFound,
      errors.UploadIncomplete,
      errors.UploadMismatch,
      LinkRevoked,
      ...rejected,
      StoreUnavailable,
    ],
  },
  'POST /assets/:id/release': {
    input: releaseValidator,
    answers: [one(ref('Asset'), 202, 'It is processed.')],
    failures: [errors.NotQuarantined, ExternalIdReused, StoreUnavailable],
  },
  'POST /hooks/store': {
    input: storeEventsValidator,
    answers: [nothing('Taken.')],
    failures: [NotFound, StoreUnavailable],
  },
}

const upload = object({
  method: oneOf('PUT'),
  url,
  headers: {
    type: 'object',
    description: 'To be sent exactly as they are',
    additionalProperties: text,
  },
  expiresAt: time,
})

const multipartUpload = object({
  partSize: { ...whole, description: 'Bytes of each part but the last' },
  partCount: whole,
  expiresAt: time,
})

const partNumber: Schema = { type: 'integer', minimum: 1, maximum: 10_000 }

const part = object({ partNumber, size: whole })

const presignedPart = object({ partNumber, ...(upload.properties as Record<string, Schema>) })

/** Uploads, as their transformers write them. */
export const schemas = {
  Upload: upload,
  MultipartUpload: multipartUpload,
  Part: part,
  PresignedPart: presignedPart,
}
