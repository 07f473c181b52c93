import vine from '@vinejs/vine'
import { ownData, sha256, text } from '#app/http/fields'

const file = {
  filename: text().minLength(1).maxLength(255),
  contentType: vine.string().maxLength(100),
  size: vine.number({ strict: true }).withoutDecimals().min(0).max(Number.MAX_SAFE_INTEGER),
  sha256: sha256().optional(),
  withholdGps: vine.boolean({ strict: true }).optional(),
  metadata: ownData().optional(),
  externalId: text().minLength(1).maxLength(200).optional(),
}

export const presignValidator = vine.create(file)

const files = (each: Parameters<typeof vine.array>[0]) =>
  vine.array(each).minLength(1).maxLength(100)

/** Only the list: each file is validated on its own, so that one mistake refuses one file. */
export const batchValidator = vine.create({ files: files(vine.any()) })

/** The same, as it is documented. */
export const documentedBatch = vine.create({ files: files(vine.object(file)) })

/** Numbers of parts that an upload of so many has, each once. */
export const partsValidator = (partCount: number) => {
  const partNumber = vine.number({ strict: true }).withoutDecimals().range([1, partCount])
  return vine.create({ partNumbers: vine.array(partNumber).minLength(1).maxLength(100).distinct() })
}

export const completeValidator = vine.create({ assetId: vine.string().uuid() })

/** Why a file that the scanner refused is released, for the audit log. */
export const releaseValidator = vine.create({
  reason: vine.string().trim().minLength(1).maxLength(500),
})
