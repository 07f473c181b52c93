import vine from '@vinejs/vine'
import { mediaKinds } from '#app/media/media'
import { assetStatuses } from '#app/assets/models/asset'
import { ownData, sha256, text } from '#app/http/fields'
import { page } from '#app/http/pagination'

export const assetsPageValidator = vine.create({
  ...page,
  status: vine.enum(assetStatuses).optional(),
  kind: vine.enum(mediaKinds).optional(),
  sha256: sha256().optional(),
  externalId: text().minLength(1).maxLength(200).optional(),
})

/** What is left out stays as it is. */
export const updateAssetValidator = vine.create({
  filename: text().minLength(1).maxLength(255).optional(),
  metadata: ownData().nullable().optional(),
})
