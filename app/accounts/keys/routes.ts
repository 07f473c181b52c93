import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'

router
  .group(() => {
    router.get('/', [controllers.accounts.keys.Grants, 'index'])
    router.post('/', [controllers.accounts.keys.Grants, 'store'])
    router.delete('/:id', [controllers.accounts.keys.Grants, 'destroy'])
  })
  .prefix('/grants')
  .use(middleware.auth({ scope: 'uploads:write' }))

router
  .group(() => {
    router.get('/', [controllers.accounts.keys.Keys, 'index'])
    router.post('/', [controllers.accounts.keys.Keys, 'store']).use(middleware.confirmation())
    router
      .delete('/:id', [controllers.accounts.keys.Keys, 'destroy'])
      .use(middleware.confirmation())
  })
  .prefix('/keys')
  .use(middleware.auth())
