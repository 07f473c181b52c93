import { join } from 'node:path'
import env from '#start/env'
import { StartError } from '#app/process/start_error'
import { appKeys, appUrl, dataDir } from '#config/app'
import type { S3Options } from '#app/storage/s3/client'

/** Objects are in the bucket that S3_BUCKET names, else on disk under DATA_DIR. */
const storageConfig = {
  disk: {
    root: join(dataDir, 'objects'),
    url: appUrl,
    /** Bytes of the disk that must stay free; undefined is a share of it. */
    reserve: env.get('DISK_RESERVE'),
    keys: appKeys.map((key) => key.derive('disk store urls')),
  },
  s3: s3Options(),
}

function s3Options(): S3Options | undefined {
  const bucket = env.get('S3_BUCKET')
  const endpoint = env.get('S3_ENDPOINT')
  if (!bucket) return undefined

  return {
    bucket,
    prefix: env.get('S3_PREFIX'),
    endpoint,
    publicEndpoint: env.get('S3_PUBLIC_ENDPOINT'),
    // Stores that are not AWS have no regions, but a signature names one, and no host name for
    // each bucket.
    region: env.get('S3_REGION') ?? (endpoint && 'us-east-1'),
    forcePathStyle: env.get('S3_FORCE_PATH_STYLE') ?? endpoint !== undefined,
    credentials: s3Credentials(),
  }
}

/** Without S3_ACCESS_KEY the SDK looks for roles and profiles on its own. */
function s3Credentials() {
  const accessKeyId = env.get('S3_ACCESS_KEY')
  const secretAccessKey = env.get('S3_SECRET_KEY')?.release()
  if (accessKeyId && secretAccessKey) return { accessKeyId, secretAccessKey }
  if (accessKeyId) throw new StartError('S3_SECRET_KEY is missing: it goes with S3_ACCESS_KEY')
  if (secretAccessKey) throw new StartError('S3_ACCESS_KEY is missing: it goes with S3_SECRET_KEY')
  return undefined
}

export default storageConfig
