import type { HttpContext } from '@adonisjs/core/http'
import { takeOne } from '#app/http/limits/take_one'
import { AdmitVisitor } from '#app/sharing/actions/admit_visitor'
import { ShareNotFound } from '#app/sharing/errors'

/** Opens the share of the request's path, and counts those who do not know a secret. */
export async function admitVisitor(ctx: HttpContext, visit?: string) {
  const { secret } = ctx.params
  const password = passwordOf(ctx)
  try {
    return await new AdmitVisitor().handle({ secret, visit, password, ip: ctx.request.ip() })
  } catch (error) {
    if (error instanceof ShareNotFound) await takeOne('address', ctx)
    throw error
  }
}

// Clients send it in UTF-8; Node.js reads headers byte by byte.
function passwordOf({ request }: HttpContext) {
  const bytes = Buffer.from(request.header('x-share-password', '')!, 'latin1')
  return bytes.toString('utf8').slice(0, 1_024)
}
