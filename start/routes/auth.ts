import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'

router
  .group(() => {
    router.post('/register', [controllers.Registrations, 'store']).use(middleware.limit('register'))
    router.post('/login', [controllers.Sessions, 'store'])
    router.post('/refresh', [controllers.Refreshes, 'store']).use(middleware.limit('refresh'))
  })
  .prefix('/auth')

router
  .group(() => {
    router.post('/logout', [controllers.Sessions, 'destroyCurrent'])
    router.get('/me', [controllers.Profile, 'show'])
    router.get('/sessions', [controllers.Sessions, 'index'])
    router.delete('/sessions/:id', [controllers.Sessions, 'destroy'])
    router.put('/password', [controllers.Passwords, 'update'])
  })
  .prefix('/auth')
  .use(middleware.auth())
