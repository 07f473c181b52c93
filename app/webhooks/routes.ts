import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'

router
  .group(() => {
    router.get('/', [controllers.webhooks.Webhooks, 'index'])
    router.post('/', [controllers.webhooks.Webhooks, 'store'])
    router.get('/:id', [controllers.webhooks.Webhooks, 'show'])
    router.patch('/:id', [controllers.webhooks.Webhooks, 'update'])
    router.delete('/:id', [controllers.webhooks.Webhooks, 'destroy'])
    router.post('/:id/rotate', [controllers.webhooks.Webhooks, 'rotate'])
    router.post('/:id/test', [controllers.webhooks.Deliveries, 'test'])
    router.post('/:id/replay', [controllers.webhooks.Deliveries, 'replay'])
    router.get('/:id/deliveries', [controllers.webhooks.Deliveries, 'index'])
    router
      .post('/:id/deliveries/:deliveryId/redeliver', [controllers.webhooks.Deliveries, 'redeliver'])
      .where('deliveryId', router.matchers.uuid())
  })
  .prefix('/webhooks')
  .use(middleware.auth({ scope: 'webhooks:manage' }))
