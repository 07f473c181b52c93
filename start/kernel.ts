import router from '@adonisjs/core/services/router'
import server from '@adonisjs/core/services/server'

server.errorHandler(() => import('#app/http/exceptions/handler'))

/** Run on every request, whether a route answers it or not. */
server.use([
  () => import('#app/http/middleware/request_id_middleware'),
  () => import('#app/http/middleware/security_headers_middleware'),
  () => import('@adonisjs/cors/cors_middleware'),
  () => import('@adonisjs/auth/initialize_auth_middleware'),
  () => import('#app/accounts/middleware/known_device_middleware'),
  () => import('#app/http/middleware/general_limit_middleware'),
])

/** Run on every request that has a route. */
router.use([() => import('#app/http/middleware/json_body_middleware')])

/** Run on the routes that name them. */
export const middleware = router.named({
  auth: () => import('#app/accounts/middleware/auth_middleware'),
  confirmation: () => import('#app/accounts/middleware/confirmation_middleware'),
  role: () => import('#app/accounts/middleware/role_middleware'),
  storeHook: () => import('#app/uploads/middleware/store_hook_middleware'),
  limit: () => import('#app/http/middleware/limit_middleware'),
  compression: () => import('#app/http/middleware/compression_middleware'),
  anyOrigin: () => import('#app/storage/http/middleware/any_origin_middleware'),
})
