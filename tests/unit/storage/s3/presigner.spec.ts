import { test } from '@japa/runner'
import { S3Presigner } from '#app/storage/s3/presigner'

const options = {
  bucket: 'photos',
  region: 'eu-central-1',
  forcePathStyle: false,
  credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
}
const put = { key: 'originals/a', contentType: 'image/png', size: 9, ttlSeconds: 60 }
const queryOf = (url: string) => Object.fromEntries(new URL(url).searchParams)

test.group('S3Presigner', () => {
  test('signs the length, the type and the condition as headers', async ({ assert }) => {
    const { url, headers, expiresAt } = await new S3Presigner(options).put(put)
    const query = queryOf(url)

    assert.equal(query['X-Amz-SignedHeaders'], 'content-length;content-type;host;if-none-match')
    assert.equal(query['X-Amz-Expires'], '60')
    assert.deepEqual(headers, { 'content-type': 'image/png', 'if-none-match': '*' })
    assert.closeTo(expiresAt.getTime(), Date.now() + 60_000, 5_000)
    assert.notMatch(url, /crc32/i)
  })

  test('signs the digest as a header, where it is known', async ({ assert }) => {
    const sha256 = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    const { url, headers } = await new S3Presigner(options).put({ ...put, sha256 })

    assert.match(queryOf(url)['X-Amz-SignedHeaders'], /;x-amz-checksum-sha256$/)
    assert.notProperty(queryOf(url), 'x-amz-checksum-sha256')
    assert.equal(headers['x-amz-checksum-sha256'], sha256)
  })

  test('signs the length and the number of a part', async ({ assert }) => {
    const part = { key: 'a', uploadId: 'upload', partNumber: 7, size: 9, ttlSeconds: 60 }
    const { url, headers } = await new S3Presigner(options).part(part)

    assert.containSubset(queryOf(url), {
      'X-Amz-SignedHeaders': 'content-length;host',
      'partNumber': '7',
      'uploadId': 'upload',
    })
    assert.deepEqual(headers, {})
  })

  test('signs for the address of clients, the bucket in its name or its path')
    .with([
      [{}, 'https://photos.s3.eu-central-1.amazonaws.com/originals/a'],
      [{ forcePathStyle: true }, 'https://s3.eu-central-1.amazonaws.com/photos/originals/a'],
      [{ endpoint: 'http://store:9000' }, 'http://photos.store:9000/originals/a'],
      [
        {
          endpoint: 'http://store:9000',
          publicEndpoint: 'https://s3.example.org',
          forcePathStyle: true,
        },
        'https://s3.example.org/photos/originals/a',
      ],
    ] as const)
    .run(async ({ assert }, [given, expected]) => {
      const { url } = await new S3Presigner({ ...options, ...given }).put(put)
      const { origin, pathname } = new URL(url)
      assert.equal(origin + pathname, expected)
    })
})
