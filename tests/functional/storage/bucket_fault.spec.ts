import { test } from '@japa/runner'
import storage from '#config/storage'
import { findBucketFault } from '#app/storage/s3/bucket_fault'

const bucket = storage.s3
if (bucket) {
  const credentials = bucket.credentials!
  const wrong = { accessKeyId: 'nobody', secretAccessKey: 'nothing' }

  test.group('findBucketFault', () => {
    test('finds none where the bucket can be used', async ({ assert }) => {
      assert.isUndefined(await findBucketFault(bucket))
    })

    test('names the variable that is wrong')
      .with([
        ['S3_BUCKET', { bucket: 'there-is-no-such-bucket' }],
        ['S3_ACCESS_KEY', { credentials: wrong }],
        ['S3_SECRET_KEY', { credentials: { ...credentials, secretAccessKey: 'wrong' } }],
      ] as const)
      .run(async ({ assert }, [variable, change]) => {
        const fault = await findBucketFault({ ...bucket, ...change })
        assert.isFalse(fault!.isOutage)
        assert.match(fault!.message, new RegExp(`^${variable}\\b.*\\.$`))
      })
  })
}
