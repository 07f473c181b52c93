import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'

router.get('/docs', [controllers.web.Documentation, 'show'])
router.get('/docs/:file', [controllers.web.Documentation, 'file'])
router.get('/openapi.json', [controllers.web.Documentation, 'document'])
router.get('/instance', [controllers.web.Instance, 'show'])

router.get('/', [controllers.web.Page, 'index'])
router.get('/r/:secret', [controllers.web.Page, 'guest'])
router.get('/s/:secret', [controllers.web.SharePage, 'show'])
router.get('/ui/*', [controllers.web.Page, 'file'])
