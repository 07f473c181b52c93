import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'

router
  .group(() => {
    router.post('/login', [controllers.accounts.sessions.Sessions, 'store'])
    router.post('/refresh', [controllers.accounts.sessions.Refreshes, 'store'])
  })
  .prefix('/auth')

router
  .group(() => {
    router.get('/sessions', [controllers.accounts.sessions.Sessions, 'index'])
    router.delete('/sessions', [controllers.accounts.sessions.Sessions, 'destroyOthers'])
    router.delete('/sessions/:id', [controllers.accounts.sessions.Sessions, 'destroy'])
  })
  .prefix('/auth')
  .use(middleware.auth())

router
  .post('/auth/confirm', [controllers.accounts.sessions.Confirmations, 'store'])
  .use(middleware.auth({ withoutSecondFactor: true }))

router
  .post('/auth/logout', [controllers.accounts.sessions.Sessions, 'destroyCurrent'])
  .use(middleware.auth({ withMadeUpPassword: true, withoutSecondFactor: true }))

// No key manages sessions.
router
  .delete('/users/:id/sessions', [controllers.accounts.sessions.UserSessions, 'destroy'])
  .use([middleware.auth(), middleware.role('ADMIN')])
