import { createHash, timingSafeEqual } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { NotFound, UnauthorizedAccess } from '#exceptions/errors'
import { storeHookSecret } from '#config/uploads'

/** Lets pass who knows the shared secret. Without one set there is no such route. */
export default class StoreHookMiddleware {
  handle({ request }: HttpContext, next: NextFn) {
    if (!storeHookSecret) throw new NotFound()
    const given = request.header('authorization', '')!.replace(/^Bearer /, '')
    if (!timingSafeEqual(digest(given), digest(storeHookSecret.release()))) {
      throw new UnauthorizedAccess()
    }
    return next()
  }
}

// Digests have one length, so that the comparison takes one time whatever was sent.
function digest(text: string) {
  return createHash('sha256').update(text).digest()
}
