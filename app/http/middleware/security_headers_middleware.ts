import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { appUrl } from '#config/app'
import { origins } from '#config/cors'

const YEAR = 31_536_000

/**
 * Headers of every answer. A page that needs more than an API does, or an answer that may be
 * kept, says so itself afterwards.
 */
export default class SecurityHeadersMiddleware {
  handle({ request, response }: HttpContext, next: NextFn) {
    response.header('x-content-type-options', 'nosniff')
    // Caches must not give to one origin what was answered to another.
    if (origins.length > 0) response.vary('Origin')
    response.header('x-frame-options', 'DENY')
    response.header('referrer-policy', 'no-referrer')
    response.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
    response.header('cache-control', 'no-store')
    if (request.secure() || appUrl.startsWith('https://')) {
      response.header('strict-transport-security', `max-age=${YEAR}`)
    }
    return next()
  }
}
