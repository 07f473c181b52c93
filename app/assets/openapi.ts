import { recipes } from '#config/media'
import { mediaKinds } from '#app/media/media'
import { assetStatuses } from '#app/assets/models/asset'
import { AssetNotReady } from '#app/assets/errors'
import { assetsPageValidator, renameValidator } from '#app/assets/validators'
import {
  id,
  nothing,
  nullable,
  object,
  one,
  oneOf,
  page,
  ref,
  text,
  time,
  url,
  whole,
} from '#app/http/openapi/schema_builders'
import type { Operation } from '#app/http/openapi/types'

/** What the calls of assets answer and refuse. */
export const operations: Record<string, Operation> = {
  'GET /assets': { input: assetsPageValidator, answers: [page(ref('Asset'))] },
  'GET /assets/:id': { answers: [one(ref('Asset'))] },
  'GET /assets/:id/download': {
    answers: [one(object({ url, expiresAt: time }))],
    failures: [AssetNotReady],
  },
  'PATCH /assets/:id': { input: renameValidator, answers: [one(ref('Asset'), 200, 'Renamed.')] },
  'DELETE /assets/:id': { answers: [nothing('Gone. Its objects follow soon.')] },
}

const variants = Object.fromEntries(recipes.map(({ name }) => [name, nullable(url)]))

const asset = object({
  id,
  filename: { ...text, description: 'For display only' },
  contentType: text,
  size: { ...whole, description: 'Bytes' },
  sha256: nullable({ ...text, description: 'Base64; null until it is proved' }),
  status: oneOf(...assetStatuses),
  kind: oneOf(...mediaKinds),
  width: nullable({ ...whole, description: 'Pixels, as a person sees the picture' }),
  height: nullable({ ...whole, description: 'Pixels, as a person sees the picture' }),
  meta: nullable({
    type: 'object',
    description: 'What the file tells of itself: camera, lens, takenAt, gps, duration and others',
  }),
  placeholder: nullable({ ...text, description: 'Base64 of a ThumbHash' }),
  urls: {
    ...object({ original: nullable(url), ...variants }),
    description: 'Signed and expiring; null until the asset is ready',
  },
  error: nullable(ref('AssetError')),
  createdAt: time,
  updatedAt: time,
})

const assetError = object({
  code: { ...text, description: 'Stable' },
  message: { ...text, description: 'What the owner can do' },
})

/** Assets, as their transformer writes them. */
export const schemas = { Asset: asset, AssetError: assetError }
