import { CopyObjectCommand, UploadPartCopyCommand } from '@aws-sdk/client-s3'
import { type Bucket, objectAt } from '#app/storage/s3/client'
import { objectFailures, reachS3 } from '#app/storage/s3/failures'
import { abortUpload, beginUpload, completeUpload } from '#app/storage/s3/parts'
import type { StoredPart } from '#app/storage/object_store'

/** What S3 copies in one request may be up to 5 GiB; so much of it is copied within minutes. */
const PART_BYTES = 512 * 1024 * 1024

const COPY_MS = 5 * 60_000

/** Copies an object of so many bytes within the bucket, in parts where it is large. */
export async function copyObject(
  bucket: Bucket,
  from: string,
  to: string,
  size: number,
  partBytes = PART_BYTES
) {
  const source = { ...objectAt(bucket, to), CopySource: sourceAt(bucket, from) }
  if (size <= partBytes) {
    const command = new CopyObjectCommand(source)
    await reachS3(() => bucket.client.send(command, { requestTimeout: COPY_MS }), objectFailures)
    return
  }
  const uploadId = await beginUpload(bucket, to, 'application/octet-stream')
  try {
    const parts: StoredPart[] = []
    for (let start = 0; start < size; start += partBytes) {
      const end = Math.min(start + partBytes, size) - 1
      const partNumber = parts.length + 1
      const command = new UploadPartCopyCommand({
        ...source,
        UploadId: uploadId,
        PartNumber: partNumber,
        CopySourceRange: `bytes=${start}-${end}`,
      })
      const send = () => bucket.client.send(command, { requestTimeout: COPY_MS })
      const { CopyPartResult } = await reachS3(send, objectFailures)
      parts.push({ partNumber, size: end - start + 1, etag: CopyPartResult!.ETag! })
    }
    await completeUpload(bucket, to, uploadId, parts, { replaces: true })
  } catch (error) {
    await abortUpload(bucket, to, uploadId)
    throw error
  }
}

/** Keys consist of characters that need no escaping. */
function sourceAt(bucket: Bucket, key: string) {
  return `${bucket.name}/${objectAt(bucket, key).Key}`
}
