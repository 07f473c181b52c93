import * as refusals from '#app/storage/refusals'
import {
  ObjectExists,
  ObjectMissing,
  StoreFull,
  StoreUnavailable,
  UploadMissing,
} from '#app/storage/errors'
import type { Operation, Schema } from '#app/http/openapi/types'

const bytes: Record<string, { schema: Schema }> = { '*/*': { schema: { description: 'Bytes' } } }
const kind = { needsNoDatabase: true, isUnlimited: true }

/** What the signed URLs of the disk store answer and refuse. */
export const operations: Record<string, Operation> = {
  'PUT /objects/*': {
    ...kind,
    body: bytes,
    answers: [{ status: 200, description: 'The bytes are there; the `etag` header names them.' }],
    failures: [
      refusals.LengthMismatch,
      refusals.DigestMismatch,
      refusals.BodyInterrupted,
      refusals.SignatureInvalid,
      refusals.UrlExpired,
      refusals.UrlRevoked,
      refusals.WriteInProgress,
      refusals.TypeMismatch,
      refusals.LengthMissing,
      UploadMissing,
      ObjectExists,
      StoreUnavailable,
      StoreFull,
    ],
  },
  'GET /objects/*': {
    ...kind,
    answers: [
      { status: 200, description: 'The object.', content: bytes },
      { status: 206, description: 'The range that was asked for.', content: bytes },
      { status: 304, description: 'The caller has it already.' },
    ],
    failures: [
      refusals.SignatureInvalid,
      refusals.UrlExpired,
      ObjectMissing,
      refusals.RangeNotSatisfiable,
      StoreUnavailable,
    ],
  },
}
