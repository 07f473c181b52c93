import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'

router
  .group(() => {
    router.get('/', [controllers.jobs.Jobs, 'index'])
    router.get('/stats', [controllers.jobs.Jobs, 'stats'])
    router.get('/history', [controllers.jobs.Jobs, 'history'])
    router.get('/failures', [controllers.jobs.Failures, 'index'])
    router.post('/failures/retry', [controllers.jobs.Failures, 'retry'])
    router.get('/:id', [controllers.jobs.Jobs, 'show'])
    router.post('/:id/retry', [controllers.jobs.Jobs, 'retry'])
    router.delete('/:id', [controllers.jobs.Jobs, 'destroy'])
  })
  .prefix('/jobs')
  .use(middleware.role('ADMIN'))
