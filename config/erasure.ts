import env from '#start/env'

const DAY = 86_400

/** How long an account that is to be erased can still be restored, in seconds. */
export const eraseAfterSeconds = env.get('ACCOUNT_ERASE_AFTER', 7 * DAY)
