import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'

router
  .group(() => {
    router.get('/', [controllers.monitoring.Health, 'show'])
    router.get('/live', [controllers.monitoring.Health, 'live'])
    router.get('/ready', [controllers.monitoring.Health, 'ready'])
  })
  .prefix('/health')

router.get('/metrics', [controllers.monitoring.Metrics, 'show'])
