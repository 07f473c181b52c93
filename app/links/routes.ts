import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'

router
  .group(() => {
    router.get('/', [controllers.links.Links, 'index'])
    router.post('/', [controllers.links.Links, 'store'])
    router.get('/:id', [controllers.links.Links, 'show'])
    router.patch('/:id', [controllers.links.Links, 'update'])
    router.delete('/:id', [controllers.links.Links, 'destroy'])
    router.post('/:id/rotate', [controllers.links.Links, 'rotate'])
  })
  .prefix('/links')
  .use(middleware.auth({ scope: 'links:manage' }))

// Whoever has the secret is let in.
router
  .group(() => {
    router.get('/links/:secret', [controllers.links.Guests, 'show'])
    router.post('/visits', [controllers.links.Guests, 'store']).use(middleware.limit('visit'))
  })
  .prefix('/guest')
