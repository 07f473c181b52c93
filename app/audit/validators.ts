import vine from '@vinejs/vine'
import { auditActions } from '#app/audit/models/audit_log'
import { page } from '#app/http/pagination'

export const auditLogsPageValidator = vine.create({
  ...page,
  actorId: vine.string().uuid().optional(),
  action: vine.enum(auditActions).optional(),
  subject: vine.string().uuid().optional(),
})
