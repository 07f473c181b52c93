import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'

router
  .group(() => {
    router.get('/', [controllers.sharing.Shares, 'index'])
    router.post('/', [controllers.sharing.Shares, 'store'])
    router.patch('/:id', [controllers.sharing.Shares, 'update'])
    router.delete('/:id', [controllers.sharing.Shares, 'destroy'])
  })
  .prefix('/shares')
  .use(middleware.auth({ scope: 'shares:manage' }))

router
  .group(() => {
    router.get('/', [controllers.sharing.Shared, 'show'])
    router.post('/visits', [controllers.sharing.SharedVisits, 'store'])
    router
      .post('/archive', [controllers.sharing.SharedArchives, 'store'])
      .use(middleware.limit('sharedArchive'))
  })
  .prefix('/shared/:secret')
  .use(middleware.limit('address'))

// Not limited, for a gallery has many. Not HEAD, which would count as a download.
router.route(
  '/shared/:secret/assets/:id/:variant',
  ['GET'],
  [controllers.sharing.SharedFiles, 'show']
)
