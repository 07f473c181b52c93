import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'
import { objectsPattern } from '#storage/disk/url_seal'

const RegistrationsController = () => import('#controllers/registrations_controller')
const SessionsController = () => import('#controllers/sessions_controller')
const RefreshesController = () => import('#controllers/refreshes_controller')
const PasswordsController = () => import('#controllers/passwords_controller')
const ProfileController = () => import('#controllers/profile_controller')
const DiskObjectsController = () => import('#controllers/disk_objects_controller')

router.get('/', () => ({ data: { name: 'media-inbox', documentation: '/docs' } }))

router
  .group(() => {
    router.post('/register', [RegistrationsController, 'store'])
    router.post('/login', [SessionsController, 'store'])
    router.post('/refresh', [RefreshesController, 'store'])
  })
  .prefix('/auth')

router
  .group(() => {
    router.post('/logout', [SessionsController, 'destroyCurrent'])
    router.get('/me', [ProfileController, 'show'])
    router.get('/sessions', [SessionsController, 'index'])
    router
      .delete('/sessions/:id', [SessionsController, 'destroy'])
      .where('id', router.matchers.uuid())
    router.put('/password', [PasswordsController, 'update'])
  })
  .prefix('/auth')
  .use(middleware.auth())

router
  .group(() => {
    router.put(objectsPattern, [DiskObjectsController, 'update'])
    // Not HEAD: the urls are made for one method each, as S3's are.
    router.route(objectsPattern, ['GET'], [DiskObjectsController, 'show'])
    router.route(objectsPattern, ['OPTIONS'], () => {})
  })
  .use(middleware.anyOrigin())
