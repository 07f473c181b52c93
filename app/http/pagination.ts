import vine from '@vinejs/vine'
import { assetStatuses } from '#app/assets/models/asset'
import { auditActions } from '#app/audit/models/audit_log'
import { jobStates } from '#app/jobs/models/job'
import { mediaKinds } from '#app/media/media'
import { sha256 } from '#app/uploads/validators'

/** What every list takes: how many, and the cursor that the page before gave. */
export const page = {
  limit: vine.number().withoutDecimals().range([1, 100]).optional(),
  cursor: vine.string().uuid().optional(),
}

export const assetsPageValidator = vine.create({
  ...page,
  status: vine.enum(assetStatuses).optional(),
  kind: vine.enum(mediaKinds).optional(),
  sha256: sha256().optional(),
})

export const jobsPageValidator = vine.create({
  ...page,
  state: vine.enum(jobStates).optional(),
})

export const usersPageValidator = vine.create({
  ...page,
  email: vine
    .string()
    .maxLength(254)
    .regex(/^[^\0]*$/)
    .optional(),
})

export const sessionsPageValidator = vine.create(page)

export const auditLogsPageValidator = vine.create({
  ...page,
  actorId: vine.string().uuid().optional(),
  action: vine.enum(auditActions).optional(),
  subject: vine.string().uuid().optional(),
})

export const idValidator = vine.create({ id: vine.string().uuid() })
