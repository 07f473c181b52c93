import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'

router
  .group(() => {
    router.get('/', [controllers.Assets, 'index'])
    router.get('/:id', [controllers.Assets, 'show'])
    router.get('/:id/download', [controllers.Downloads, 'show'])
    router.patch('/:id', [controllers.Assets, 'update'])
    router.delete('/:id', [controllers.Assets, 'destroy'])
  })
  .prefix('/assets')
  .use(middleware.auth())
