import { createHash, timingSafeEqual } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { NotFound, UnauthorizedAccess } from '#app/http/exceptions/errors'
import { takeOne } from '#app/http/limits/take_one'
import { storeHookSecret } from '#config/uploads'

/**
 * Accepts requests with the shared secret, without a rate limit: a store reports every upload from
 * one address. Without a secret set there is no such route.
 */
export default class StoreHookMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    if (isFromStore(ctx)) return next()
    await takeOne('address', ctx)
    throw storeHookSecret ? new UnauthorizedAccess() : new NotFound()
  }
}

function isFromStore({ request }: HttpContext) {
  if (!storeHookSecret) return false
  const given = request.header('authorization', '')!.replace(/^Bearer /, '')
  return timingSafeEqual(digest(given), digest(storeHookSecret.release()))
}

// Digests have one length, so that the comparison takes one time whatever was sent.
function digest(text: string) {
  return createHash('sha256').update(text).digest()
}
