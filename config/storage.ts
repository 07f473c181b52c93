import { join } from 'node:path'
import { appKey, appUrl, dataDir } from '#config/app'

/** Where objects are kept: on disk under DATA_DIR. */
const storageConfig = {
  disk: { root: join(dataDir, 'objects'), url: appUrl, secret: appKey },
}

export default storageConfig
