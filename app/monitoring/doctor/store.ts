import storage from '#config/storage'
import { openDiskStore } from '#app/storage/open_store'
import { findBucketFault } from '#app/storage/s3/bucket_fault'
import { type Finding, probeBucket } from '#app/storage/s3_probes'

export async function* examineStore(): AsyncGenerator<Finding> {
  if (!storage.s3) {
    await openDiskStore(storage.disk).check()
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
