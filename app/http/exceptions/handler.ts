import { errors as vine } from '@vinejs/vine'
import { errors as lucid } from '@adonisjs/lucid'
import { errors as core } from '@adonisjs/core'
import { errors as auth } from '@adonisjs/auth'
import { errors as limiter } from '@adonisjs/limiter'
import { Exception } from '@adonisjs/core/exceptions'
import { type HttpContext, ExceptionHandler } from '@adonisjs/core/http'
import {
  DatabaseUnavailable,
  MethodNotAllowed,
  NotFound,
  UnauthorizedAccess,
  Unexpected,
} from '#app/http/exceptions/errors'
import { methodsOf } from '#app/http/exceptions/methods_of'
import { isDatabaseOutage } from '#app/persistence/database_outage'

/** Errors of the service that clients see: it is unavailable for a moment, or full. */
const SAID = [503, 507]

/**
 * Turns every failure into the one error shape, `{ errors: [{ code, message, field?, rule? }] }`.
 * What is not meant for clients becomes a plain 500 and goes to the log alone.
 */
export default class HttpExceptionHandler extends ExceptionHandler {
  protected debug = false

  async handle(error: unknown, ctx: HttpContext) {
    if (error instanceof vine.E_VALIDATION_ERROR) {
      ctx.failureCode = 'E_VALIDATION_FAILURE'
      const errors = error.messages.map(({ field, message, rule }: Record<string, string>) => {
        return { code: 'E_VALIDATION_FAILURE', message: asSentence(message), field, rule }
      })
      return ctx.response.status(422).send({ errors })
    }

    const known = this.#toKnown(error, ctx)
    if (known instanceof MethodNotAllowed) ctx.response.header('allow', known.allowed.join(', '))
    // RFC 9110, section 11.6.1: an answer of 401 names how to sign in.
    if (known.status === 401) ctx.response.header('www-authenticate', 'Bearer')
    if (known.status === 503) ctx.response.header('retry-after', '5')
    if (known instanceof limiter.E_TOO_MANY_REQUESTS) this.#tellWhen(known, ctx)
    const { code, message } = known.status < 500 || SAID.includes(known.status) ? known : Unexpected
    ctx.failureCode = code
    const details = known.status < 500 && 'details' in known ? known.details : undefined
    return ctx.response
      .status(known.status)
      .send({ errors: [Object.assign({ code, message }, details)] })
  }

  /** What the caller did wrong is in the line of the request already, by its code. */
  async report(error: unknown, ctx: HttpContext) {
    if (error instanceof vine.E_VALIDATION_ERROR) return
    const known = this.#toKnown(error, ctx)
    if (known.status >= 500) await super.report(known, ctx)
  }

  #tellWhen(
    { response: left }: InstanceType<typeof limiter.E_TOO_MANY_REQUESTS>,
    ctx: HttpContext
  ) {
    const seconds = Math.max(1, left.availableIn)
    ctx.response.header('retry-after', seconds)
    ctx.response.header('x-ratelimit-limit', left.limit)
    ctx.response.header('x-ratelimit-remaining', 0)
    ctx.response.header('x-ratelimit-reset', new Date(Date.now() + seconds * 1_000).toISOString())
  }

  #toKnown(error: unknown, ctx: HttpContext): Exception {
    if (error instanceof core.E_ROUTE_NOT_FOUND) {
      const allowed = methodsOf(ctx.request.url())
      return allowed.length > 0 ? new MethodNotAllowed(allowed) : new NotFound()
    }
    if (error instanceof lucid.E_ROW_NOT_FOUND) return new NotFound()
    if (error instanceof auth.E_UNAUTHORIZED_ACCESS) return new UnauthorizedAccess()
    if (isDatabaseOutage(error)) return new DatabaseUnavailable(undefined, { cause: error })
    if (error instanceof Exception) return error
    return new Unexpected(undefined, { cause: error })
  }
}

/** Vine's messages end without a full stop, the application's own with one. */
function asSentence(message: string) {
  return /[.!?]$/.test(message) ? message : `${message}.`
}

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** The code of the error that this request was answered with, if it was. */
    failureCode?: string
  }
}
