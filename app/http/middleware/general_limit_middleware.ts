import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { takeOne } from '#app/http/limits/take_one'
import { unlimitedPaths } from '#config/limiter'

/** The limit of everything, unknown routes too: for who is signed in, or else for the address. */
export default class GeneralLimitMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const path = ctx.request.url()
    if (unlimitedPaths.some((unlimited) => path.startsWith(unlimited))) return next()

    const isSignedIn = await ctx.auth.check()
    await takeOne(isSignedIn ? 'user' : 'address', ctx)
    return next()
  }
}
