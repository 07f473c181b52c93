import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'

router
  .group(() => {
    router.get('/', [controllers.albums.Albums, 'index'])
    router.get('/:id', [controllers.albums.Albums, 'show'])
  })
  .prefix('/albums')
  .use(middleware.auth({ scope: 'assets:read' }))

router
  .group(() => {
    router.post('/', [controllers.albums.Albums, 'store'])
    router.patch('/:id', [controllers.albums.Albums, 'update'])
    router.delete('/:id', [controllers.albums.Albums, 'destroy'])
  })
  .prefix('/albums')
  .use(middleware.auth({ scope: 'assets:write' }))
