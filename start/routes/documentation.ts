import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'

router.get('/docs', [controllers.Documentation, 'show'])
router.get('/docs/:file', [controllers.Documentation, 'file'])
router.get('/openapi.json', [controllers.Documentation, 'document'])
