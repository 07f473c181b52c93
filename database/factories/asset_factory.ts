import { DateTime } from 'luxon'
import factory from '@adonisjs/lucid/factories'
import Asset from '#app/assets/models/asset'
import { UserFactory } from '#database/factories/user_factory'

const SHA256_OF_NOTHING = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='

/** An asset that waits for its bytes; a state puts it further on. */
export const AssetFactory = factory
  .define(Asset, () => ({
    status: 'pending' as const,
    kind: 'image',
    filename: 'holiday.jpg',
    contentType: 'image/jpeg',
    size: 1_000,
    uploadExpiresAt: DateTime.utc().plus({ minutes: 15 }),
    nextLookAt: DateTime.utc().plus({ hours: 1 }),
  }))
  .state('processing', (asset) => asset.merge({ status: 'processing', etag: 'etag' }))
  .state('ready', (asset) => {
    return asset.merge({
      status: 'ready',
      etag: 'etag',
      sha256: SHA256_OF_NOTHING,
      width: 400,
      height: 300,
    })
  })
  .state('failed', (asset) => asset.merge({ status: 'failed', etag: 'etag', ...FAILURE }))
  .state('rejected', (asset) => asset.merge({ status: 'rejected', ...REJECTION }))
  .relation('user', () => UserFactory)
  .build()

const FAILURE = { errorCode: 'E_PROCESSING_FAILED', errorMessage: 'It could not be processed.' }
const REJECTION = { errorCode: 'E_IMAGE_CORRUPT', errorMessage: 'The picture is damaged.' }
