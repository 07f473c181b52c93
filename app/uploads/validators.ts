import vine from '@vinejs/vine'
import { sha256, text } from '#app/http/fields'

export const presignValidator = vine.create({
  filename: text().minLength(1).maxLength(255),
  contentType: vine.string().maxLength(100),
  size: vine.number({ strict: true }).withoutDecimals().min(0).max(Number.MAX_SAFE_INTEGER),
  sha256: sha256().optional(),
  withholdGps: vine.boolean({ strict: true }).optional(),
})

/** Numbers of parts that an upload of so many has, each once. */
export const partsValidator = (partCount: number) => {
  const partNumber = vine.number({ strict: true }).withoutDecimals().range([1, partCount])
  return vine.create({ partNumbers: vine.array(partNumber).minLength(1).maxLength(100).distinct() })
}

export const completeValidator = vine.create({ assetId: vine.string().uuid() })
