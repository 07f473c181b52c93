import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'

router.get('/', [controllers.web.Page, 'index'])
router.get('/ui/*', [controllers.web.Page, 'file'])
