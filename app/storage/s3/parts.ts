import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandOutput,
  ListPartsCommand,
  type ListPartsCommandOutput,
} from '@aws-sdk/client-s3'
import { StoreUnavailable, UploadMissing } from '#app/storage/errors'
import { type Bucket, keyOf, objectAt } from '#app/storage/s3/client'
import { reachS3, uploadFailures } from '#app/storage/s3/failures'
import type { OpenMultipart, StoredPart } from '#app/storage/object_store'

/** What S3 gives at once. */
const PAGE = 1_000

/** Joining thousands of parts may take S3 minutes. */
const COMPLETE_MS = 5 * 60_000

/** Begins an upload in parts, and gives the id that S3 knows it by. */
export async function beginUpload(bucket: Bucket, key: string, contentType: string) {
  const input = { ...objectAt(bucket, key), ContentType: contentType }
  const { UploadId } = await reachS3(() => {
    return bucket.client.send(new CreateMultipartUploadCommand(input))
  })
  return UploadId!
}

/** A part as S3 lists it. */
type ListedPart = StoredPart & { modifiedAt: number }

/**
 * The parts that have arrived, one for each number; `UploadMissing` if there is no such upload. Of
 * a part that was sent twice some stores list both, and a page may begin with the last part of the
 * one before: the latest counts.
 */
export async function* listUploadedParts(
  bucket: Bucket,
  key: string,
  uploadId: string
): AsyncGenerator<StoredPart> {
  const latest = new Map<number, ListedPart>()
  for await (const part of listAllParts(bucket, key, uploadId)) {
    const known = latest.get(part.partNumber)
    if (!known || known.modifiedAt <= part.modifiedAt) latest.set(part.partNumber, part)
  }
  const parts = [...latest.values()].sort((one, other) => one.partNumber - other.partNumber)
  for (const { partNumber, size, etag } of parts) yield { partNumber, size, etag }
}

async function* listAllParts(
  bucket: Bucket,
  key: string,
  uploadId: string
): AsyncGenerator<ListedPart> {
  // Not the SDK's own paginator: it continues for as long as there is a marker, and some stores
  // give one on the last page too.
  let page: Partial<ListPartsCommandOutput> = { IsTruncated: true }
  while (page.IsTruncated) {
    const command = new ListPartsCommand({
      ...objectAt(bucket, key),
      UploadId: uploadId,
      PartNumberMarker: page.NextPartNumberMarker,
      MaxParts: PAGE,
    })
    page = await reachS3(() => bucket.client.send(command), uploadFailures)
    for (const { PartNumber, Size, ETag, LastModified } of page.Parts ?? []) {
      const modifiedAt = LastModified?.getTime() ?? 0
      yield { partNumber: PartNumber!, size: Size!, etag: ETag!, modifiedAt }
    }
  }
}

/** Uploads below the prefix that are neither completed nor aborted. */
export async function* listOpenUploads(
  bucket: Bucket,
  prefix: string
): AsyncGenerator<OpenMultipart> {
  let page: Partial<ListMultipartUploadsCommandOutput> = { IsTruncated: true }
  while (page.IsTruncated) {
    const command = new ListMultipartUploadsCommand({
      Bucket: bucket.name,
      Prefix: bucket.prefix + prefix,
      KeyMarker: page.NextKeyMarker,
      UploadIdMarker: page.NextUploadIdMarker,
      MaxUploads: PAGE,
    })
    page = await reachS3(() => bucket.client.send(command))
    for (const { Key, UploadId } of page.Uploads ?? []) {
      yield { key: keyOf(bucket, Key!), uploadId: UploadId! }
    }
  }
}

/**
 * Joins the parts; `ObjectExists` where the store sees that the key is taken, unless the new object
 * `replaces` it. Ceph answers 500
 * where the upload is missing, so it is asked whether it knows the upload.
 */
export async function completeUpload(
  bucket: Bucket,
  key: string,
  uploadId: string,
  parts: StoredPart[],
  { replaces = false } = {}
): Promise<void> {
  const command = new CompleteMultipartUploadCommand({
    ...objectAt(bucket, key),
    UploadId: uploadId,
    MultipartUpload: {
      Parts: parts.map(({ partNumber, etag }) => ({ PartNumber: partNumber, ETag: etag })),
    },
    IfNoneMatch: replaces ? undefined : '*',
  })
  try {
    const send = () => bucket.client.send(command, { requestTimeout: COMPLETE_MS })
    await reachS3(send, uploadFailures)
  } catch (error) {
    if (error instanceof StoreUnavailable) await listUploadedParts(bucket, key, uploadId).next()
    throw error
  }
}

/** Removes an upload in parts; one that is not there counts as removed. */
export async function abortUpload(bucket: Bucket, key: string, uploadId: string): Promise<void> {
  const command = new AbortMultipartUploadCommand({ ...objectAt(bucket, key), UploadId: uploadId })
  try {
    await reachS3(() => bucket.client.send(command), uploadFailures)
  } catch (error) {
    if (!(error instanceof UploadMissing)) throw error
  }
}
