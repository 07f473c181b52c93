import type { HttpContext } from '@adonisjs/core/http'
import { Limit, type LimitName } from '#app/http/limits/limit'
import { networkOf } from '#app/http/limits/network'

/** A link has as many times the requests of one visit. */
const VISITORS = 20

/** Counts the request for its sender, the grant, the user or else the address, and says what is left. */
export async function takeOne(name: LimitName, ctx: HttpContext) {
  const { auth, request, response } = ctx
  const key = auth.user?.grantId ?? auth.user?.id ?? ctx.knownSender ?? networkOf(request.ip())
  const left = await new Limit(name).take(key)
  // All visits of a link together, so that nobody gets more by opening many.
  if (auth.user?.linkId) await new Limit(name, VISITORS).take(auth.user.linkId)
  if (!left) return
  response.header('x-ratelimit-limit', left.limit)
  response.header('x-ratelimit-remaining', left.remaining)
}

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** Who sends a request without a token, if they can show it: neighbours do not count. */
    knownSender?: string
  }
}
