import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'

router
  .group(() => {
    router.get('/', [controllers.Health, 'show'])
    router.get('/live', [controllers.Health, 'live'])
    router.get('/ready', [controllers.Health, 'ready'])
  })
  .prefix('/health')

router.get('/metrics', [controllers.Metrics, 'show'])
