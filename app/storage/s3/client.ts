import { S3Client } from '@aws-sdk/client-s3'
import { assertKey } from '#app/storage/object_key'

/** A bucket, and the way to it. */
export interface Bucket {
  client: S3Client
  name: string
  /** Before every key: empty, or ends with a slash. */
  prefix: string
}

export interface S3Options {
  bucket: string
  /** Begins all keys, so that installations can share a bucket: segments without a last slash. */
  prefix?: string
  /** Undefined leaves it to the SDK's own chain, for AWS. */
  region?: string
  /** Of a store that is not AWS. */
  endpoint?: string
  /** How clients reach the store, where that differs: urls are signed for it. */
  publicEndpoint?: string
  forcePathStyle: boolean
  /** Undefined leaves them to the SDK's own chain: roles, profiles, … */
  credentials?: { accessKeyId: string; secretAccessKey: string }
}

// What matters comes as an error; the SDK's own warnings would go to the terminal.
const ignore = () => {}
const silent = { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore }

/**
 * A client with bounds: 50 connections, 2 s to connect (or to get one of the 50), 30 s until an
 * answer begins, a minute of silence in its body, three attempts.
 */
export function openBucket({ bucket, prefix, publicEndpoint, ...options }: S3Options): Bucket {
  const client = new S3Client({
    ...options,
    maxAttempts: 3,
    logger: silent,
    // Otherwise a presigned url carries the checksum of an empty body, and stores that are not
    // AWS refuse trailers.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: 2_000,
      requestTimeout: 30_000,
      throwOnRequestTimeout: true,
      socketTimeout: 60_000,
      httpAgent: { maxSockets: 50 },
      httpsAgent: { maxSockets: 50 },
    },
  })
  return { client, name: bucket, prefix: prefix ? `${prefix}/` : '' }
}

/** Names an object to S3, and refuses a key that is not the application's. */
export function objectAt({ name, prefix }: Bucket, key: string) {
  assertKey(key)
  return { Bucket: name, Key: prefix + key }
}

/** The application's key of what S3 lists, which is below the prefix. */
export function keyOf({ prefix }: Bucket, s3Key: string) {
  return s3Key.slice(prefix.length)
}
