const HOUR = 3_600

/** How long a token that is mailed or handed over works, in seconds. */
export const tokenLifetimes = { password: HOUR, email: 24 * HOUR }
