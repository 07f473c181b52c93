import env from '#start/env'

const DAY = 86_400

/** A user who has more live sessions loses the least recently used one. */
export const maxSessions = 100

/** How long sign-ins and their tokens live, in seconds. */
export const lifetimes = {
  accessToken: env.get('ACCESS_TOKEN_TTL', 900),
  refreshToken: env.get('REFRESH_TOKEN_TTL', 30 * DAY),
  /** From sign-in, never extended. */
  session: env.get('SESSION_TTL', 30 * DAY),
  /** From the last refresh. */
  idleSession: env.get('SESSION_IDLE_TTL', 7 * DAY),
  /** A used refresh token that returns within this time means two tabs, not theft. */
  reuseLeeway: 10,
}
