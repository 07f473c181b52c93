import { ObjectMissing, StoreUnavailable } from '#app/storage/errors'
import { NotFound } from '#app/http/exceptions/errors'
import { RangeNotSatisfiable } from '#app/storage/refusals'
import { urlNames } from '#app/assets/transformers/asset_transformer'
import * as errors from '#app/sharing/errors'
import * as validators from '#app/sharing/validators'
import {
  id,
  json,
  list,
  nothing,
  nullable,
  object,
  one,
  page,
  pageMetadata,
  ref,
  text,
  time,
  url,
  whole,
} from '#app/http/openapi/schema_builders'
import type { Operation, Schema } from '#app/http/openapi/types'

const password = { 'x-share-password': { ...text, description: 'In UTF-8' } }
const bytes: Record<string, { schema: Schema }> = { '*/*': { schema: { description: 'Bytes' } } }

const opening = [errors.ShareNotFound, errors.ShareExpired, errors.SharePassword]

/** What the calls of shares answer and refuse. */
export const operations: Record<string, Operation> = {
  'GET /shares': { input: validators.sharesPageValidator, answers: [page(ref('Share'))] },
  'POST /shares': {
    input: validators.newShareValidator,
    answers: [one(ref('Share'), 201, 'Shared.')],
    failures: [NotFound],
  },
  'PATCH /shares/:id': { input: validators.shareChangesValidator, answers: [one(ref('Share'))] },
  'DELETE /shares/:id': { answers: [nothing('Revoked.')] },
  'GET /shared/:secret': {
    input: validators.sharedPageValidator,
    headers: password,
    answers: [
      {
        status: 200,
        description: 'A page.',
        content: json(object({ data: ref('Shared'), metadata: pageMetadata })),
      },
    ],
    failures: opening,
  },
  'POST /shared/:secret/visits': {
    input: validators.visitValidator,
    answers: [one(object({ token: text, expiresAt: time }), 201, 'Admitted.')],
    failures: opening,
  },
  'POST /shared/:secret/archive': {
    input: validators.sharedArchiveValidator,
    headers: password,
    answers: [
      one(
        object({ url, size: { ...whole, description: 'Bytes of the ZIP file' }, expiresAt: time }),
        201,
        'The archive can be downloaded.'
      ),
    ],
    failures: [...opening, errors.OriginalWithheld, errors.ShareExhausted, NotFound],
  },
  'GET /shared/:secret/assets/:id/:variant': {
    input: validators.sharedFileValidator,
    headers: password,
    answers: [
      { status: 200, description: 'The file.', content: bytes },
      { status: 206, description: 'The range that was asked for.', content: bytes },
      { status: 302, description: 'The file is at the address in `location`.' },
      { status: 304, description: 'The caller has it already.' },
    ],
    failures: [
      ...opening,
      errors.OriginalWithheld,
      errors.ShareExhausted,
      ObjectMissing,
      RangeNotSatisfiable,
      StoreUnavailable,
    ],
  },
}

const share = object({
  id,
  url: nullable({ ...url, description: 'Null once the key that it was derived with is gone' }),
  title: nullable(text),
  albumId: nullable(id),
  maxDownloads: nullable(whole),
  originals: { type: 'boolean', description: 'Whether it offers the original files' },
  location: {
    type: 'boolean',
    description: 'Whether it gives locations away, and originals that hold one',
  },
  count: { ...whole, description: 'Assets' },
  expiresAt: nullable(time),
  hasPassword: { type: 'boolean' },
  views: { ...whole, description: 'How often it was opened' },
  downloads: { ...whole, description: 'Originals' },
  createdAt: time,
  updatedAt: time,
})

const variant = object({
  name: text,
  contentType: text,
  width: whole,
  height: whole,
  size: { ...whole, description: 'Bytes' },
  url,
})

const sharedAsset = object(
  {
    id,
    filename: text,
    contentType: text,
    kind: text,
    size: { ...whole, description: 'Bytes of the original' },
    width: nullable(whole),
    height: nullable(whole),
    placeholder: nullable({ ...text, description: 'Base64 of a ThumbHash' }),
    takenAt: nullable({ ...text, description: 'As of an asset' }),
    urls: {
      ...object(Object.fromEntries(urlNames.map((name) => [name, nullable(url)]))),
      description: 'They end with the share. The original is null where it is withheld',
    },
    variants: { ...list(variant), description: 'Sorted by width' },
    location: nullable({ type: 'object', description: 'Only if the share gives it away' }),
  },
  ['location']
)

/** Shares, as their owner and as visitors see them. */
export const schemas = {
  Share: share,
  Shared: object({
    title: nullable({ ...text, description: 'Of the share, else of its album' }),
    remainingDownloads: nullable({ ...whole, description: 'Null without a limit' }),
    assets: list(ref('SharedAsset')),
  }),
  SharedAsset: sharedAsset,
}
