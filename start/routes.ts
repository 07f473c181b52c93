import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'

const RegistrationsController = () => import('#controllers/registrations_controller')
const SessionsController = () => import('#controllers/sessions_controller')
const ProfileController = () => import('#controllers/profile_controller')

router.get('/', () => ({ data: { name: 'media-inbox', documentation: '/docs' } }))

router
  .group(() => {
    router.post('/register', [RegistrationsController, 'store'])
    router.post('/login', [SessionsController, 'store'])
  })
  .prefix('/auth')

router
  .group(() => {
    router.post('/logout', [SessionsController, 'destroyCurrent'])
    router.get('/me', [ProfileController, 'show'])
  })
  .prefix('/auth')
  .use(middleware.auth())
