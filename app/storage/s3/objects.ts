import { DeleteObjectsCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3'
import { StoreUnavailable } from '#app/storage/errors'
import { type Bucket, keyOf, objectAt } from '#app/storage/s3/client'
import { reachS3, reachS3For } from '#app/storage/s3/failures'
import type { ListedObject } from '#app/storage/object_store'

/** What S3 takes and gives at once. */
const PAGE = 1_000

/** Every object below the prefix, in the order of keys. */
export async function* listObjects(
  bucket: Bucket,
  prefix: string,
  startAfter?: string
): AsyncGenerator<ListedObject> {
  const input = {
    Bucket: bucket.name,
    Prefix: bucket.prefix + prefix,
    StartAfter: startAfter && bucket.prefix + startAfter,
  }
  const pages = paginateListObjectsV2({ client: bucket.client, pageSize: PAGE }, input)
  for await (const page of reachS3For(pages)) {
    for (const { Key, Size, LastModified } of page.Contents ?? []) {
      yield { key: keyOf(bucket, Key!), size: Size!, modifiedAt: LastModified! }
    }
  }
}

/** Deletes the objects, a thousand at a time. S3 answers 200 even where it kept some of them. */
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
