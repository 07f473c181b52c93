import env from '#start/env'

const DAY = 86_400

/** Who may create an account: anybody, those with an invitation, or nobody. */
export const registration = { mode: env.get('REGISTRATION', 'open') }

/** How long an invitation is valid unless its creator says otherwise, and at most, in seconds. */
export const invitationLifetime = { default: 7 * DAY, max: 90 * DAY }
