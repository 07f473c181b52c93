import vine from '@vinejs/vine'

/**
 * The event message of S3 and of the servers that speak it; only the key of each created object
 * is read. https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export const storeEventsValidator = vine.create({
  Records: vine
    .array(
      vine.object({
        eventName: vine.string().maxLength(100),
        s3: vine.object({ object: vine.object({ key: vine.string().maxLength(1_024) }) }),
      })
    )
    .maxLength(1_000),
})
