import { ArchiveChanged } from '#app/archives/errors'
import { archiveValidator } from '#app/archives/validators'
import { AssetNotReady } from '#app/assets/errors'
import { NotFound } from '#app/http/exceptions/errors'
import { object, one, time, url, whole } from '#app/http/openapi/schema_builders'
import type { Operation } from '#app/http/openapi/types'
import { RangeNotSatisfiable, SignatureInvalid, UrlExpired } from '#app/storage/refusals'

const zip = { 'application/zip': { schema: { description: 'Bytes' } } }

/** What the calls of archives answer and refuse. */
export const operations: Record<string, Operation> = {
  'POST /archives': {
    input: archiveValidator,
    answers: [
      one(
        object({
          url: { ...url, description: 'Signed: it needs no token, and supports ranges' },
          size: { ...whole, description: 'Bytes of the ZIP file, exactly' },
          expiresAt: time,
        }),
        201,
        'The archive can be downloaded.'
      ),
    ],
    failures: [NotFound, AssetNotReady],
  },
  'GET /archives/:id': {
    isUnlimited: true,
    answers: [
      { status: 200, description: 'The archive.', content: zip },
      { status: 206, description: 'The range that was asked for.', content: zip },
      { status: 304, description: 'The caller has it already.' },
    ],
    failures: [SignatureInvalid, UrlExpired, ArchiveChanged, RangeNotSatisfiable],
  },
}
