import { randomUUID } from 'node:crypto'
import logger from '@adonisjs/core/services/logger'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

const SANE = /^[\w.:+/=-]{1,100}$/

/**
 * Answers with the request's id: the caller's own where it is sane, a new one otherwise. Every
 * log line and the job that the request causes carry the same.
 */
export default class RequestIdMiddleware {
  handle(ctx: HttpContext, next: NextFn) {
    if (!SANE.test(ctx.request.id()!)) {
      ctx.request.request.headers['x-request-id'] = randomUUID()
      ctx.logger = logger.child({ request_id: ctx.request.id() })
    }
    ctx.response.header('x-request-id', ctx.request.id()!)
    return next()
  }
}
