import BodyParserMiddleware from '@adonisjs/core/bodyparser_middleware'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { objectsPattern } from '#app/storage/disk/url_seal'

/** A client that is silent for so long in the middle of its body has gone. */
const IDLE_MS = 30_000

/** Parses JSON bodies, and leaves those of the disk store's route alone, whatever their type. */
export default class JsonBodyMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    // Without a body there is nothing to parse, and no reason to make a parser.
    if (ctx.route?.pattern === objectsPattern || !ctx.request.hasBody()) return next()

    const parser = await ctx.containerResolver.make(BodyParserMiddleware)
    const { request } = ctx.request
    request.setTimeout(IDLE_MS)
    return parser.handle(ctx, () => {
      request.setTimeout(0)
      return next()
    })
  }
}
