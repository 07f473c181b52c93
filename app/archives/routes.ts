import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'

router
  .post('/archives', [controllers.archives.Archives, 'store'])
  .use(middleware.auth({ scope: 'assets:read' }))
// The url is the permission, as with those of the disk store.
router.get('/archives/:id', [controllers.archives.Archives, 'show'])
