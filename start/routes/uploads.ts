import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'

router
  .group(() => {
    router.post('/presign', [controllers.Uploads, 'presign']).use(middleware.limit('presign'))
    router.post('/complete', [controllers.Uploads, 'complete'])
  })
  .prefix('/uploads')
  .use(middleware.auth())

router.post('/hooks/store', [controllers.StoreEvents, 'store']).use(middleware.storeHook())
