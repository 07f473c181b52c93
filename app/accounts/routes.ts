import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'

router
  .group(() => {
    router
      .post('/register', [controllers.accounts.Registrations, 'store'])
      .use(middleware.limit('register'))
    router.post('/login', [controllers.accounts.Sessions, 'store'])
    router.get('/oidc/:provider', [controllers.accounts.Oidc, 'redirect'])
    router.get('/oidc/:provider/callback', [controllers.accounts.Oidc, 'callback'])
    router.post('/passkeys/login/options', [controllers.accounts.PasskeySignIns, 'options'])
    router.post('/passkeys/login', [controllers.accounts.PasskeySignIns, 'store'])
    router.post('/login/totp', [controllers.accounts.SignInCodes, 'store'])
    router.post('/refresh', [controllers.accounts.Refreshes, 'store'])
    router.post('/password/forgot', [controllers.accounts.PasswordResets, 'request'])
    router.post('/email/verify', [controllers.accounts.Emails, 'verify'])
    router.post('/password/reset', [controllers.accounts.PasswordResets, 'update'])
  })
  .prefix('/auth')

router
  .group(() => {
    router.get('/me', [controllers.accounts.Profile, 'show'])
    router.delete('/me', [controllers.accounts.Profile, 'destroy']).use(middleware.confirmation())
    router.get('/sessions', [controllers.accounts.Sessions, 'index'])
    router.delete('/sessions', [controllers.accounts.Sessions, 'destroyOthers'])
    router.delete('/sessions/:id', [controllers.accounts.Sessions, 'destroy'])
    router.post('/email/verification', [controllers.accounts.Emails, 'sendAgain'])
    router.put('/email', [controllers.accounts.Emails, 'update']).use(middleware.confirmation())
    router.get('/passkeys', [controllers.accounts.Passkeys, 'index'])
    router.post('/totp/confirm', [controllers.accounts.Totp, 'confirm'])
    router.post('/confirm', [controllers.accounts.Confirmations, 'store'])
  })
  .prefix('/auth')
  .use(middleware.auth())

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

// No key manages sessions or passwords.
router
  .group(() => {
    router.delete('/:id/sessions', [controllers.accounts.UserSessions, 'destroy'])
    router.post('/:id/password-reset', [controllers.accounts.PasswordResets, 'store'])
  })
  .prefix('/users')
  .use([middleware.auth(), middleware.role('ADMIN')])

// What changes how one signs in.
router
  .group(() => {
    router.post('/totp', [controllers.accounts.Totp, 'store'])
    router.post('/passkeys/options', [controllers.accounts.Passkeys, 'options'])
    router.post('/passkeys', [controllers.accounts.Passkeys, 'store'])
    router.delete('/passkeys/:id', [controllers.accounts.Passkeys, 'destroy'])
    router.delete('/totp', [controllers.accounts.Totp, 'destroy'])
  })
  .prefix('/auth')
  .use([middleware.auth(), middleware.confirmation()])

// What is left to a user who has to change a password that the service made up.
router
  .group(() => {
    router.post('/logout', [controllers.accounts.Sessions, 'destroyCurrent'])
    router.put('/password', [controllers.accounts.Passwords, 'update'])
  })
  .prefix('/auth')
  .use(middleware.auth({ withMadeUpPassword: true }))

router
  .group(() => {
    router.get('/', [controllers.accounts.Invitations, 'index'])
    router.post('/', [controllers.accounts.Invitations, 'store'])
    router.delete('/:id', [controllers.accounts.Invitations, 'destroy'])
  })
  .prefix('/invitations')
  .use(middleware.role('ADMIN'))

router
  .group(() => {
    router.get('/', [controllers.accounts.Grants, 'index'])
    router.post('/', [controllers.accounts.Grants, 'store'])
    router.delete('/:id', [controllers.accounts.Grants, 'destroy'])
  })
  .prefix('/grants')
  .use(middleware.auth({ scope: 'uploads:write' }))

router
  .group(() => {
    router.get('/', [controllers.accounts.Keys, 'index'])
    router.post('/', [controllers.accounts.Keys, 'store']).use(middleware.confirmation())
    router.delete('/:id', [controllers.accounts.Keys, 'destroy']).use(middleware.confirmation())
  })
  .prefix('/keys')
  .use(middleware.auth())
