import router from '@adonisjs/core/services/router'
import server from '@adonisjs/core/services/server'

server.errorHandler(() => import('#exceptions/handler'))

/** Run on every request, whether a route answers it or not. */
server.use([
  () => import('#middleware/request_id_middleware'),
  () => import('#middleware/container_bindings_middleware'),
  () => import('@adonisjs/cors/cors_middleware'),
])

/** Run on every request that has a route. */
router.use([() => import('@adonisjs/core/bodyparser_middleware')])

export const middleware = router.named({})
