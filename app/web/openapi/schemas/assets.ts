import { recipes } from '#config/media'
import { assetStatuses } from '#app/assets/models/asset'
import { mediaKinds } from '#app/media/media'
import {
  id,
  nullable,
  object,
  oneOf,
  ref,
  text,
  time,
  url,
  whole,
} from '#app/http/openapi/schema_builders'
import type { Schema } from '#app/http/openapi/types'

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

const sealedPart = object({ partNumber, ...(upload.properties as Record<string, Schema>) })

/** Assets and their uploads. */
export const assetSchemas = {
  Asset: asset,
  AssetError: assetError,
  Upload: upload,
  MultipartUpload: multipartUpload,
  Part: part,
  SealedPart: sealedPart,
}
