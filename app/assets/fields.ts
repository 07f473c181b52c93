import type { DateTime } from 'luxon'
import { mediaKinds } from '#app/media/media'
import { type AssetStatus, assetStatuses } from '#app/assets/models/asset'
import type { Variant } from '#app/assets/models/variant'
import { id, list, nullable, oneOf, text, time, whole } from '#app/http/openapi/schema_builders'
import type { Schema } from '#app/http/openapi/types'

/** A column of an asset, its schema where answers show it, and the type of its value. */
interface Field<Value> {
  column: string
  schema: Schema
  value?: Value
}

function field<Value>(column: string, schema: Schema = {}): Field<Value> {
  return { column: `assets.${column}`, schema }
}

/** A time: text in plain rows, which need not parse it. */
type Moment = string | Date | DateTime

const pixels: Schema = { ...whole, description: 'Pixels, as a person sees the picture' }
const meta: Schema = {
  type: 'object',
  description: 'Facts from the file: camera, lens, takenAt, gps, duration and others',
}

/** The columns that an answer shows as they are. */
export const shownFields = {
  id: field<string>('id', id),
  filename: field<string>('filename', { ...text, description: 'For display only' }),
  contentType: field<string>('content_type', text),
  size: field<number>('size', { ...whole, description: 'Bytes' }),
  sha256: field<string | null>(
    'sha_256',
    nullable({ ...text, description: 'Base64; null until it is verified' })
  ),
  status: field<AssetStatus>('status', oneOf(...assetStatuses)),
  kind: field<string>('kind', oneOf(...mediaKinds)),
  width: field<number | null>('width', nullable(pixels)),
  height: field<number | null>('height', nullable(pixels)),
  meta: field<Record<string, unknown> | null>('meta', nullable(meta)),
  placeholder: field<string | null>(
    'placeholder',
    nullable({ ...text, description: 'Base64 of a ThumbHash' })
  ),
  metadata: field<Record<string, unknown> | null>(
    'metadata',
    nullable({ type: 'object', description: 'The client’s own data' })
  ),
  externalId: field<string | null>(
    'external_id',
    nullable({ ...text, description: 'The client’s own id, unique within its owner' })
  ),
  tags: field<string[]>('tags', list(text)),
  favorite: field<boolean>('favorite', { type: 'boolean' }),
  takenZone: field<string | null>(
    'taken_zone',
    nullable({ ...text, description: 'Offset from UTC where it was taken, as +02:00' })
  ),
}

/** The times that an answer shows, in UTC. */
export const shownTimes = {
  createdAt: field<Moment>('created_at', time),
  updatedAt: field<Moment>('updated_at', time),
  trashedAt: field<Moment | null>('trashed_at', nullable(time)),
}

/** The columns that an answer is made from. */
const sources = {
  variants: field<Variant[]>('variants'),
  takenAt: field<string | null>('taken_at'),
  errorCode: field<string | null>('error_code'),
  errorMessage: field<string | null>('error_message'),
  keptSince: field<Moment | null>('kept_since'),
  linkId: field<string | null>('link_id'),
  senderName: field<string | null>('sender_name'),
  senderEmail: field<string | null>('sender_email'),
}

/**
 * All that an answer needs of an asset. From this list follow the selection, the type of a row,
 * what the transformer copies, and the schema in the API document.
 */
const fields = { ...shownFields, ...shownTimes, ...sources }

/** An asset for its transformer: a model or a plain row. */
export type AssetFields = {
  [Name in keyof typeof fields]: (typeof fields)[Name] extends Field<infer Value> ? Value : never
} & {
  /** Of the link that it came through. Undefined where it has to be looked up. */
  linkTitle?: string | null
}

/** The columns by name, for a query builder. */
export const assetColumns = Object.fromEntries(
  Object.entries(fields).map(([name, { column }]) => [name, column])
)

/** The columns as SQL, and the title of the link. */
export const assetSelection = [
  ...Object.entries(fields).map(([name, { column }]) => `${column} as "${name}"`),
  `case when assets.link_id is not null then (
    select title from links where links.id = assets.link_id
  ) end as "linkTitle"`,
].join(', ')
