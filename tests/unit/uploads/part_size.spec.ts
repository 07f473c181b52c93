import { test } from '@japa/runner'
import { partSizeFor } from '#config/uploads'

const MIB = 1024 ** 2
const GIB = 1024 ** 3
const TIB = 1024 ** 4

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
const MAX_PARTS = 10_000
const LARGEST_PART = 5 * GIB

test.group('parts', () => {
  test('have 16 MiB as long as 10,000 of them hold the file: {$self} bytes')
    .with([1, 64 * MIB, 10e9, MAX_PARTS * 16 * MIB])
    .run(({ assert }, size) => {
      assert.equal(partSizeFor(size), 16 * MIB)
    })

  test('grow with the file beyond that, and S3 takes as many and as large ones: {$self} bytes')
    .with([MAX_PARTS * 16 * MIB + 1, TIB, 5e12, 5 * TIB])
    .run(({ assert }, size) => {
      const partSize = partSizeFor(size)
      assert.isAbove(partSize, 16 * MIB)
      assert.isAtMost(partSize, LARGEST_PART)
      assert.isAtMost(Math.ceil(size / partSize), MAX_PARTS)
    })
})
