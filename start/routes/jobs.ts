import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'

router
  .group(() => {
    router.get('/', [controllers.Jobs, 'index'])
    router.get('/stats', [controllers.Jobs, 'stats'])
    router.get('/history', [controllers.Jobs, 'history'])
    router.get('/failures', [controllers.Failures, 'index'])
    router.post('/failures/retry', [controllers.Failures, 'retry'])
    router.get('/:id', [controllers.Jobs, 'show'])
    router.post('/:id/retry', [controllers.Jobs, 'retry'])
    router.delete('/:id', [controllers.Jobs, 'destroy'])
  })
  .prefix('/jobs')
  .use(middleware.role('ADMIN'))
