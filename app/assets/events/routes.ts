import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'

// GET alone: an answer to HEAD would never end.
router
  .route('/events', ['GET'], [controllers.assets.events.Events, 'index'])
  .use(middleware.auth({ scope: 'events:read', grants: true }))
