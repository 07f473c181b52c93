import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'

router
  .group(() => {
    router.get('/', [controllers.assets.Assets, 'index'])
    router.get('/timeline', [controllers.assets.Assets, 'timeline'])
    router.post('/bulk', [controllers.assets.Bulk, 'update'])
    router.get('/:id', [controllers.assets.Assets, 'show'])
    router.get('/:id/download', [controllers.assets.Downloads, 'show'])
    router.post('/:id/restore', [controllers.assets.Trash, 'restore'])
    router.patch('/:id', [controllers.assets.Assets, 'update'])
    router.delete('/:id', [controllers.assets.Assets, 'destroy'])
  })
  .prefix('/assets')
  .use(middleware.auth())
