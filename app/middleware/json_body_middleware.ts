import { inject } from '@adonisjs/core'
import BodyParserMiddleware from '@adonisjs/core/bodyparser_middleware'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { objectsPattern } from '#storage/disk/url_seal'

/** A client that is silent for so long in the middle of its body has gone. */
const IDLE_MS = 30_000

/** Parses JSON bodies, and leaves those of the disk store's route alone, whatever their type. */
@inject()
export default class JsonBodyMiddleware {
  constructor(private parser: BodyParserMiddleware) {}

  handle(ctx: HttpContext, next: NextFn) {
    if (ctx.route?.pattern === objectsPattern) return next()

    const { request } = ctx.request
    request.setTimeout(IDLE_MS)
    return this.parser.handle(ctx, () => {
      request.setTimeout(0)
      return next()
    })
  }
}
