import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'

router
  .group(() => {
    router.post('/presign', [controllers.Uploads, 'presign']).use(middleware.limit('presign'))
    router.post('/complete', [controllers.Uploads, 'complete'])

    router.post('/multipart', [controllers.MultipartUploads, 'store'])
    router.get('/multipart/:assetId/parts', [controllers.MultipartUploads, 'index'])
    router.post('/multipart/:assetId/parts', [controllers.MultipartUploads, 'presign'])
    router.delete('/multipart/:assetId', [controllers.MultipartUploads, 'destroy'])

    router.post('/multipart/:assetId/s3', [controllers.MultipartDialect, 'store'])
    router.get('/multipart/:assetId/s3', [controllers.MultipartDialect, 'index'])
    router.post('/multipart/:assetId/s3/complete', [controllers.MultipartDialect, 'complete'])
  })
  .prefix('/uploads')
  .use(middleware.auth())

router.post('/hooks/store', [controllers.StoreEvents, 'store']).use(middleware.storeHook())
