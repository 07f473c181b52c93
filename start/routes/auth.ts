import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'

router
  .group(() => {
    router.post('/register', [controllers.Registrations, 'store'])
    router.post('/login', [controllers.Sessions, 'store'])
  })
  .prefix('/auth')

router
  .group(() => {
    router.post('/logout', [controllers.Sessions, 'destroyCurrent'])
    router.get('/me', [controllers.Profile, 'show'])
  })
  .prefix('/auth')
  .use(middleware.auth())
