import { shownFields, shownTimes } from '#app/assets/fields'
import { NotFound } from '#app/http/exceptions/errors'
import { AssetNotReady, ExternalIdReused } from '#app/assets/errors'
import {
  assetsPageValidator,
  bulkValidator,
  deleteValidator,
  timelineValidator,
  updateAssetValidator,
} from '#app/assets/validators'
import {
  id,
  list,
  nothing,
  nullable,
  object,
  one,
  page,
  ref,
  text,
  time,
  url,
  whole,
} from '#app/http/openapi/schema_builders'
import type { Operation, Schema } from '#app/http/openapi/types'

/** What the calls of assets answer and refuse. */
export const operations: Record<string, Operation> = {
  'GET /assets': { input: assetsPageValidator, answers: [page(ref('Asset'))] },
  'GET /assets/timeline': { input: timelineValidator, answers: [one(list(ref('Month')))] },
  'GET /assets/:id': { answers: [one(ref('Asset'))] },
  'GET /assets/:id/download': {
    answers: [one(object({ url, expiresAt: time }))],
    failures: [AssetNotReady],
  },
  'PATCH /assets/:id': {
    input: updateAssetValidator,
    answers: [one(ref('Asset'), 200, 'Changed.')],
  },
  'DELETE /assets/:id': {
    input: deleteValidator,
    answers: [nothing('In the trash, or erased: its objects follow soon.')],
  },
  'POST /assets/:id/restore': { answers: [one(ref('Asset'))], failures: [ExternalIdReused] },
  'POST /assets/bulk': {
    input: bulkValidator,
    answers: [one(ref('BulkResults'))],
    failures: [NotFound],
  },
}

const variant = object({
  name: text,
  contentType: text,
  width: whole,
  height: whole,
  size: { ...whole, description: 'Bytes' },
  url,
})

const asset = object({
  ...schemasOf(shownFields),
  ...schemasOf(shownTimes),
  takenAt: nullable({
    ...text,
    description: 'UTC if takenZone is known, else by the clock of the camera, without a zone',
  }),
  urls: {
    ...object({ original: nullable(url), thumbnail: nullable(url), preview: nullable(url) }),
    additionalProperties: nullable(url),
    description:
      'Signed and expiring, by name, those of further variants included; null until they are there',
  },
  variants: { ...list(variant), description: 'Sorted by width' },
  expiresAt: nullable({
    ...time,
    description: 'When `RETENTION_DAYS` or `RETENTION_LINK_DAYS` moves it to the trash',
  }),
  link: {
    ...nullable(object({ id, title: text })),
    description: 'The upload link that it came through, until that is revoked',
  },
  sender: {
    ...nullable(object({ name: nullable(text), email: nullable(text) })),
    description: 'Who sent it through a link, in their own words',
  },
  error: nullable(ref('AssetError')),
})

function schemasOf(fields: Record<string, { schema: Schema }>) {
  return Object.fromEntries(Object.entries(fields).map(([name, { schema }]) => [name, schema]))
}

const assetError = object({
  code: { ...text, description: 'Stable' },
  message: { ...text, description: 'What the owner can do' },
})

const month = object({
  month: { ...text, description: 'As 2026-07' },
  count: whole,
  cursor: { ...text, description: 'Starts the list, sorted alike, at this month' },
})

const bulkResults = object({
  results: list({
    oneOf: [
      object({ id, ok: { type: 'boolean', enum: [true] } }),
      object({ id, error: ref('AssetError') }),
    ],
  }),
})

/** Assets, as their transformer writes them. */
export const schemas = {
  BulkResults: bulkResults,
  Month: month,
  Asset: asset,
  AssetError: assetError,
}
