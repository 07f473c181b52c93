import {
  DeleteObjectsCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandOutput,
  ListPartsCommand,
  type ListPartsCommandOutput,
  paginateListObjectsV2,
} from '@aws-sdk/client-s3'
import { StoreUnavailable } from '#storage/errors'
import { type Bucket, objectAt } from '#storage/s3/client'
import { reachS3, reachS3For, uploadFailures } from '#storage/s3/failures'
import type { ListedObject, OpenMultipart, StoredPart } from '#storage/object_store'

/** What S3 takes and gives at once. */
const PAGE = 1_000

export async function* listObjects(
  bucket: Bucket,
  prefix: string,
  startAfter?: string
): AsyncGenerator<ListedObject> {
  const input = { Bucket: bucket.name, Prefix: prefix, StartAfter: startAfter || undefined }
  for await (const page of reachS3For(
    paginateListObjectsV2({ client: bucket.client, pageSize: PAGE }, input)
  )) {
    for (const { Key, Size, LastModified } of page.Contents ?? []) {
      yield { key: Key!, size: Size!, modifiedAt: LastModified! }
    }
  }
}

export async function* listUploadedParts(
  bucket: Bucket,
  key: string,
  uploadId: string
): AsyncGenerator<StoredPart> {
  // Not the SDK's own paginator: it goes on for as long as there is a marker, and some stores
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
    for (const { PartNumber, Size, ETag } of page.Parts ?? []) {
      yield { partNumber: PartNumber!, size: Size!, etag: ETag! }
    }
  }
}

export async function* listOpenUploads(
  bucket: Bucket,
  prefix: string
): AsyncGenerator<OpenMultipart> {
  let page: Partial<ListMultipartUploadsCommandOutput> = { IsTruncated: true }
  while (page.IsTruncated) {
    const command = new ListMultipartUploadsCommand({
      Bucket: bucket.name,
      Prefix: prefix,
      KeyMarker: page.NextKeyMarker,
      UploadIdMarker: page.NextUploadIdMarker,
      MaxUploads: PAGE,
    })
    page = await reachS3(() => bucket.client.send(command))
    for (const { Key, UploadId, Initiated } of page.Uploads ?? []) {
      yield { key: Key!, uploadId: UploadId!, startedAt: Initiated! }
    }
  }
}

/** S3 answers 200 even where it kept some of the objects, and names them. */
export async function deleteObjects(bucket: Bucket, keys: string[]): Promise<void> {
  const objects = keys.map((key) => ({ Key: objectAt(bucket, key).Key }))
  for (let start = 0; start < objects.length; start += PAGE) {
    const batch = objects.slice(start, start + PAGE)
    const command = new DeleteObjectsCommand({
      Bucket: bucket.name,
      Delete: { Objects: batch, Quiet: true },
    })
    const { Errors = [] } = await reachS3(() => bucket.client.send(command))
    const kept = Errors.filter(({ Code }) => Code !== 'NoSuchKey')
    if (kept.length > 0) throw new StoreUnavailable(undefined, { cause: new Error(kept[0].Code) })
  }
}
