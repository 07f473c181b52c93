import vine from '@vinejs/vine'
import { mediaKinds } from '#app/media/media'
import { isCursor } from '#app/assets/listing/cursor'
import type { AssetSort } from '#app/assets/listing/page'
import { bulkActions, MAX_TAGS } from '#app/assets/actions/mark_assets'
import { assetStatuses } from '#app/assets/models/asset'
import { ownData, sha256, text } from '#app/http/fields'
import { page } from '#app/http/pagination'

export const assetSorts = ['added', 'taken'] as const

const cursorOfSort = vine.createRule((value, _options, field) => {
  const { sort = 'added' } = field.parent as { sort?: AssetSort }
  // Refused by a rule of its own, and no order to read a cursor in.
  if (!assetSorts.includes(sort)) return
  if (isCursor(String(value), sort)) return
  field.report('The {{ field }} must be one that a list with this sort gave', 'cursor', field)
})

/** A date, or a moment in ISO 8601: without a zone it is of the camera's own clock. */
const dateOrMoment = vine.createRule((value, _options, field) => {
  const isOne = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:?\d\d)?)?$/.test(
    String(value)
  )
  if (isOne && !Number.isNaN(Date.parse(String(value)))) return
  field.report('The {{ field }} must be a date or a moment in ISO 8601', 'date', field)
})

const part = (length: number) => text().minLength(1).maxLength(length)
const when = () => vine.string().maxLength(40).use(dateOrMoment())

/** A label that the owner gives: spaces around it do not count. */
export const tag = () => text().trim().minLength(1).maxLength(50)

export const assetsPageValidator = vine.create({
  limit: page.limit,
  sort: vine.enum(assetSorts).optional(),
  cursor: vine.string().maxLength(80).use(cursorOfSort()).optional(),
  status: vine.enum(assetStatuses).optional(),
  kind: vine.enum(mediaKinds).optional(),
  sha256: sha256().optional(),
  externalId: part(200).optional(),
  q: part(255).optional(),
  tag: tag().optional(),
  albumId: vine.string().uuid().optional(),
  contentType: part(100).optional(),
  camera: part(200).optional(),
  takenAfter: when().optional(),
  takenBefore: when().optional(),
  hasLocation: vine.boolean().optional(),
  favorite: vine.boolean().optional(),
  linkId: vine.string().uuid().optional(),
  trashed: vine.boolean().optional(),
})

export const deleteValidator = vine.create({ permanent: vine.boolean().optional() })

const tags = () => vine.array(tag()).maxLength(MAX_TAGS).distinct()

export const bulkValidator = vine.create({
  action: vine.enum(bulkActions),
  ids: vine.array(vine.string().uuid()).minLength(1).maxLength(1_000).distinct(),
  tags: tags().minLength(1).optional().requiredWhen('action', 'in', ['tag', 'untag']),
  albumId: vine
    .string()
    .uuid()
    .optional()
    .requiredWhen('action', 'in', ['addToAlbum', 'removeFromAlbum']),
})

export const timelineValidator = vine.create({ sort: vine.enum(assetSorts).optional() })

/** What is left out stays as it is. */
export const updateAssetValidator = vine.create({
  filename: part(255).optional(),
  metadata: ownData().nullable().optional(),
  tags: tags().optional(),
  favorite: vine.boolean({ strict: true }).optional(),
})
