import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'

const read = () => middleware.auth({ scope: 'assets:read', ownUploads: true, grants: true })

router
  .group(() => {
    router.get('/', [controllers.assets.Assets, 'index']).use([middleware.compression(), read()])
    router
      .get('/timeline', [controllers.assets.Assets, 'timeline'])
      .use(middleware.auth({ scope: 'assets:read' }))
    router
      .post('/bulk', [controllers.assets.Bulk, 'update'])
      .use(middleware.auth({ scope: 'assets:write' }))
    router.get('/:id', [controllers.assets.Assets, 'show']).use(read())
    router
      .get('/:id/download', [controllers.assets.Downloads, 'show'])
      .use(middleware.auth({ scope: 'assets:read' }))
    router
      .post('/:id/restore', [controllers.assets.Trash, 'restore'])
      .use(middleware.auth({ scope: 'assets:write' }))
    router
      .patch('/:id', [controllers.assets.Assets, 'update'])
      .use(middleware.auth({ scope: 'assets:write' }))
    router
      .delete('/:id', [controllers.assets.Assets, 'destroy'])
      .use(middleware.auth({ scope: 'assets:write', grants: true }))
  })
  .prefix('/assets')
