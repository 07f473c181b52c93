import storage from '#config/storage'
import { UrlSeal } from '#app/storage/disk/url_seal'
import { DiskStore } from '#app/storage/disk_store'
import { findBucketFault } from '#app/storage/s3/bucket_fault'
import { type Finding, probeBucket } from '#app/storage/s3_probes'

export async function* examineStore(): AsyncGenerator<Finding> {
  if (!storage.s3) {
    const { root, ...signing } = storage.disk
    const seal = new UrlSeal(signing)
    await new DiskStore({ root, seal }).check()
    yield { outcome: 'pass', found: 'objects can be written to the disk' }
    return
  }
  const fault = await findBucketFault(storage.s3)
  if (fault) {
    const fix = 'Correct the variable that it names, or start the store.'
    yield { outcome: 'fail', found: fault.message, fix }
    return
  }
  yield* probeBucket(storage.s3)
}
