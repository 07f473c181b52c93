import { randomUUID } from 'node:crypto'
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetBucketCorsCommand,
  PutBucketCorsCommand,
  PutBucketPolicyCommand,
} from '@aws-sdk/client-s3'
import { test } from '@japa/runner'
import storage from '#config/storage'
import { type Bucket, openBucket, type S3Options } from '#app/storage/s3/client'
import {
  allowBrowsers,
  endAbandonedUploads,
  endsAbandonedUploads,
} from '#app/storage/s3/bucket_rules'
import { probeBucket } from '#app/storage/s3_probes'

const outcomesOf = async (options: S3Options) => {
  const findings = await Array.fromAsync(probeBucket(options))
  return findings.map(({ outcome, found }) => `${outcome}: ${found}`)
}

if (storage.s3) {
  const options = { ...storage.s3, bucket: `media-inbox-${randomUUID()}` }

  test.group('Rules of a bucket', (group) => {
    let bucket: Bucket
    group.each.setup(async () => {
      bucket = openBucket(options)
      await bucket.client.send(new CreateBucketCommand({ Bucket: bucket.name }))
      return async () => {
        await bucket.client.send(new DeleteBucketCommand({ Bucket: bucket.name }))
        bucket.client.destroy()
      }
    })

    test('are set once', async ({ assert }) => {
      assert.isFalse(await endsAbandonedUploads(bucket))

      assert.isTrue(await allowBrowsers(bucket))
      assert.isTrue(await endAbandonedUploads(bucket))
      assert.isTrue(await endsAbandonedUploads(bucket))

      assert.isFalse(await allowBrowsers(bucket))
      assert.isFalse(await endAbandonedUploads(bucket))
    })

    test('leave the rules of others as they are', async ({ assert }) => {
      const other = { AllowedOrigins: ['https://other.example.org'], AllowedMethods: ['GET'] }
      const CORSConfiguration = { CORSRules: [other] }
      await bucket.client.send(new PutBucketCorsCommand({ Bucket: bucket.name, CORSConfiguration }))

      await allowBrowsers(bucket)

      const rules = await bucket.client.send(new GetBucketCorsCommand({ Bucket: bucket.name }))
      assert.containSubset(rules.CORSRules, [other])
      assert.lengthOf(rules.CORSRules!, 2)
    })

    test('are missed by the probes of a bare bucket', async ({ assert }) => {
      assert.deepEqual(await outcomesOf(options), [
        'pass: an object is created once only',
        'pass: a body of another length is refused',
        'warn: bytes with another digest are taken, and found by the worker alone',
        'pass: the bucket is private',
        'fail: browsers may not upload',
        'warn: abandoned uploads in parts stay for ever, should the application be gone',
        `pass: the store's clock agrees with this one`,
      ])
    })

    test('satisfy the probes', async ({ assert }) => {
      await allowBrowsers(bucket)
      await endAbandonedUploads(bucket)

      const outcomes = await outcomesOf(options)
      assert.include(outcomes, 'pass: browsers may use signed urls')
      assert.include(outcomes, 'pass: abandoned uploads in parts are ended')
    })

    test('are no use where anybody can read the bucket', async ({ assert }) => {
      const anybody = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject' }
      const Statement = [{ ...anybody, Resource: `arn:aws:s3:::${bucket.name}/*` }]
      const Policy = JSON.stringify({ Version: '2012-10-17', Statement })
      await bucket.client.send(new PutBucketPolicyCommand({ Bucket: bucket.name, Policy }))

      assert.include(await outcomesOf(options), 'fail: anybody can read the bucket')
    })
  })
}
