import { ListObjectsV2Command } from '@aws-sdk/client-s3'
import { openBucket, type S3Options } from '#app/storage/s3/client'

/** Why a bucket can't be used, in one line that names the variable to look at. */
export interface BucketFault {
  message: string
  /** The store does not answer: nothing may be wrong with the variables, and it may come back. */
  isOutage: boolean
  /** The store answers, and has no bucket of that name. */
  isMissing: boolean
}

const ANSWER_MS = 5_000

/** What the names of S3's refusals say about our variables. */
const REFUSALS: Record<string, (bucket: string) => string> = {
  NoSuchBucket: (bucket) =>
    `S3_BUCKET: there is no bucket ${bucket}. Create it, or correct the name.`,
  InvalidBucketName: (bucket) => `S3_BUCKET: ${bucket} is no name that a bucket can have.`,
  InvalidAccessKeyId: () => 'S3_ACCESS_KEY is a key that the store does not know.',
  SignatureDoesNotMatch: () => 'S3_SECRET_KEY does not go with S3_ACCESS_KEY.',
  AccessDenied: (bucket) => `S3_ACCESS_KEY: this key may not list the bucket ${bucket}.`,
  PermanentRedirect: (bucket) => `S3_REGION: the bucket ${bucket} is in another region.`,
  AuthorizationHeaderMalformed: (bucket) => `S3_REGION: the bucket ${bucket} is in another region.`,
  CredentialsProviderError: () =>
    'S3_ACCESS_KEY is missing, and the AWS SDK found no other credentials.',
}

/** Looks into the bucket, within seconds. Undefined where it can be used. */
export async function findBucketFault(options: S3Options): Promise<BucketFault | undefined> {
  const { client, name } = openBucket(options)
  try {
    const look = new ListObjectsV2Command({ Bucket: name, MaxKeys: 1 })
    await client.send(look, { abortSignal: AbortSignal.timeout(ANSWER_MS) })
    return undefined
  } catch (error) {
    return describe(error as Error, options)
  } finally {
    client.destroy()
  }
}

function describe(error: Error & { code?: string }, { bucket, endpoint }: S3Options): BucketFault {
  const refusal = REFUSALS[error.name]
  const isMissing = error.name === 'NoSuchBucket'
  if (refusal) return { message: refusal(bucket), isOutage: false, isMissing }

  const where = endpoint ? `S3_ENDPOINT: ${endpoint}` : 'S3_REGION: the store'
  const reason = error.code ?? error.name
  return {
    message: `${where} does not answer as an object store (${reason}).`,
    isOutage: true,
    isMissing,
  }
}
