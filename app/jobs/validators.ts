import vine from '@vinejs/vine'
import { jobStates } from '#app/jobs/models/job'
import { page } from '#app/http/pagination'

export const jobsPageValidator = vine.create({
  ...page,
  state: vine.enum(jobStates).optional(),
})

/** A reason as the list of failures gives it. */
const reason = () =>
  vine
    .string()
    .maxLength(100)
    .regex(/^[^\0:]*$/)

export const retryFailuresValidator = vine.create({ reason: reason() })
