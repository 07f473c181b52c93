import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'

router.get('/users', [controllers.accounts.Users, 'index']).use(middleware.role('ADMIN'))
