import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import type { LimitName } from '#app/http/limits/limit'
import { takeOne } from '#app/http/limits/take_one'

/** A limit of its own for the route. */
export default class LimitMiddleware {
  async handle(ctx: HttpContext, next: NextFn, name: LimitName) {
    await takeOne(name, ctx)
    return next()
  }
}
