import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'

router
  .group(() => {
    router
      .post('/presign', [controllers.uploads.Uploads, 'presign'])
      .use(middleware.limit('presign'))
    router.post('/presign/batch', [controllers.uploads.UploadBatches, 'store'])
    router
      .post('/:assetId/presign', [controllers.uploads.Uploads, 'renew'])
      .use(middleware.limit('presign'))
    router.post('/complete', [controllers.uploads.Uploads, 'complete'])

    router
      .post('/multipart', [controllers.uploads.MultipartUploads, 'store'])
      .use(middleware.limit('presign'))
    router.get('/multipart/:assetId/parts', [controllers.uploads.MultipartUploads, 'index'])
    router.post('/multipart/:assetId/parts', [controllers.uploads.MultipartUploads, 'presign'])
    router.delete('/multipart/:assetId', [controllers.uploads.MultipartUploads, 'destroy'])

    router.post('/multipart/:assetId/s3', [controllers.uploads.MultipartDialect, 'store'])
    router.get('/multipart/:assetId/s3', [controllers.uploads.MultipartDialect, 'index'])
    router.post('/multipart/:assetId/s3/complete', [
      controllers.uploads.MultipartDialect,
      'complete',
    ])
  })
  .prefix('/uploads')
  .use(middleware.auth({ scope: 'uploads:write', grants: true }))

router
  .post('/assets/:id/release', [controllers.uploads.Releases, 'store'])
  .use(middleware.role('ADMIN'))

router.post('/hooks/store', [controllers.uploads.StoreEvents, 'store']).use(middleware.storeHook())
