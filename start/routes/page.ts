import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'

router.get('/', [controllers.Page, 'index'])
router.get('/ui/*', [controllers.Page, 'file'])
