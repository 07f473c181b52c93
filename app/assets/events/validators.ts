import vine from '@vinejs/vine'

/** The header `last-event-id`, where a client resumes. */
export const lastEventValidator = vine.create(
  vine.number().withoutDecimals().min(0).max(Number.MAX_SAFE_INTEGER).optional()
)
