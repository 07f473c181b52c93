import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'

router
  .group(() => {
    router
      .post('/register', [controllers.accounts.Registrations, 'store'])
      .use(middleware.limit('register'))
    router.post('/password/forgot', [controllers.accounts.PasswordResets, 'request'])
    router.post('/password/reset', [controllers.accounts.PasswordResets, 'update'])
    router.post('/email/verify', [controllers.accounts.Emails, 'verify'])
  })
  .prefix('/auth')

router
  .group(() => {
    router.delete('/me', [controllers.accounts.Profile, 'destroy']).use(middleware.confirmation())
    router.post('/email/verification', [controllers.accounts.Emails, 'sendAgain'])
    router.put('/email', [controllers.accounts.Emails, 'update']).use(middleware.confirmation())
  })
  .prefix('/auth')
  .use(middleware.auth())

router
  .get('/auth/me', [controllers.accounts.Profile, 'show'])
  .use(middleware.auth({ withoutSecondFactor: true }))

router
  .put('/auth/password', [controllers.accounts.Passwords, 'update'])
  .use(middleware.auth({ withMadeUpPassword: true, withoutSecondFactor: true }))

router
  .group(() => {
    router.get('/', [controllers.accounts.Users, 'index'])
    router.get('/:id', [controllers.accounts.Users, 'show'])
    router.patch('/:id', [controllers.accounts.Users, 'update'])
    router.delete('/:id', [controllers.accounts.Users, 'destroy'])
    router.post('/:id/restore', [controllers.accounts.Users, 'restore'])
  })
  .prefix('/users')
  .use(middleware.role('ADMIN'))

// No key manages passwords.
router
  .post('/users/:id/password-reset', [controllers.accounts.PasswordResets, 'store'])
  .use([middleware.auth(), middleware.role('ADMIN')])

router
  .group(() => {
    router.get('/', [controllers.accounts.Invitations, 'index'])
    router.post('/', [controllers.accounts.Invitations, 'store'])
    router.delete('/:id', [controllers.accounts.Invitations, 'destroy'])
  })
  .prefix('/invitations')
  .use(middleware.role('ADMIN'))
