import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'

router
  .group(() => {
    router.post('/login/totp', [controllers.accounts.factors.SignInCodes, 'store'])
    router.post('/passkeys/login/options', [controllers.accounts.factors.PasskeySignIns, 'options'])
    router.post('/passkeys/login', [controllers.accounts.factors.PasskeySignIns, 'store'])
    router.get('/oidc/:provider', [controllers.accounts.factors.Oidc, 'redirect'])
    router.get('/oidc/:provider/callback', [controllers.accounts.factors.Oidc, 'callback'])
  })
  .prefix('/auth')

router
  .group(() => {
    router.get('/passkeys', [controllers.accounts.factors.Passkeys, 'index'])
    router.post('/totp/confirm', [controllers.accounts.factors.Totp, 'confirm'])
  })
  .prefix('/auth')
  .use(middleware.auth({ withoutSecondFactor: true }))

// What changes how one signs in.
router
  .group(() => {
    router.post('/totp', [controllers.accounts.factors.Totp, 'store'])
    router.post('/totp/recovery-codes', [controllers.accounts.factors.RecoveryCodes, 'store'])
    router.delete('/totp', [controllers.accounts.factors.Totp, 'destroy'])
    router.post('/passkeys/options', [controllers.accounts.factors.Passkeys, 'options'])
    router.post('/passkeys', [controllers.accounts.factors.Passkeys, 'store'])
    router.delete('/passkeys/:id', [controllers.accounts.factors.Passkeys, 'destroy'])
  })
  .prefix('/auth')
  .use([middleware.auth({ withoutSecondFactor: true }), middleware.confirmation()])
