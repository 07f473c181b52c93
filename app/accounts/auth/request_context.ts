import type { HttpContext } from '@adonisjs/core/http'
import type { RequestContext } from '#app/audit/models/audit_log'

/** Who asks, for the audit log and the list of sessions. */
export function requestContextOf({ request, auth }: HttpContext): RequestContext {
  return {
    actorId: auth.user?.id ?? null,
    requestId: request.id(),
    ip: request.ip(),
    userAgent: request.header('user-agent'),
  }
}
