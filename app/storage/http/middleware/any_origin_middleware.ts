import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/**
 * Lets a page of any origin use a signed url, as a bucket's CORS rule would: the signature is the
 * permission, and no cookie is read.
 */
export default class AnyOriginMiddleware {
  handle({ request, response }: HttpContext, next: NextFn) {
    response.header('access-control-allow-origin', '*')
    response.header('access-control-expose-headers', 'etag, content-range, x-request-id')
    if (request.method() !== 'OPTIONS') return next()

    response.header('access-control-allow-methods', 'GET, PUT')
    response.header('access-control-allow-headers', '*')
    response.header('access-control-max-age', '600')
    return response.noContent()
  }
}
