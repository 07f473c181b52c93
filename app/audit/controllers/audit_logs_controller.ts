import type { HttpContext } from '@adonisjs/core/http'
import AuditLog from '#app/audit/models/audit_log'
import { auditLogsPageValidator } from '#app/audit/validators'
import AuditLogTransformer from '#app/audit/transformers/audit_log_transformer'

export default class AuditLogsController {
  /**
   * @index
   * @operationId listAuditLogs
   * @summary List the audit log, newest first
   */
  async index({ request, serialize }: HttpContext) {
    const { limit = 25, ...page } = await request.validateUsing(auditLogsPageValidator)
    const { rows, nextCursor } = await AuditLog.page({ limit, ...page })
    return serialize(AuditLogTransformer.paginate(rows, { nextCursor }))
  }
}
