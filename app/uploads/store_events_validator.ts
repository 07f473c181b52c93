import vine from '@vinejs/vine'

/**
 * The event message of S3 and of the servers that speak it; only the key of each created object
 * is read. https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
const key = vine.object({ key: vine.string().maxLength(1_024) }).allowUnknownProperties()
const s3 = vine.object({ object: key }).allowUnknownProperties()
const record = vine.object({ eventName: vine.string().maxLength(100), s3 }).allowUnknownProperties()

export const storeEventsValidator = vine.create(
  vine.object({ Records: vine.array(record).maxLength(1_000) }).allowUnknownProperties()
)
