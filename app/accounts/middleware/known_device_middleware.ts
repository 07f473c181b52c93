import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { recognizeDevice, type KnownDevice } from '#app/accounts/auth/known_device'

/** Recognises a device that signs in again, so that its neighbours' requests do not count. */
export default class KnownDeviceMiddleware {
  handle(ctx: HttpContext, next: NextFn) {
    if (ctx.request.url().startsWith('/auth/login')) {
      ctx.device = recognizeDevice(ctx)
      ctx.knownSender = ctx.device?.userId
    }
    return next()
  }
}

declare module '@adonisjs/core/http' {
  interface HttpContext {
    device?: KnownDevice
  }
}
