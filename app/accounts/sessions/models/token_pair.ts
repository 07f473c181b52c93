import { v7 } from 'uuid'
import { DateTime } from 'luxon'
import { makeToken } from '#app/accounts/auth/token'
import type { IssuedRow } from '#app/accounts/sessions/models/session_statements'
import { lifetimes } from '#config/sessions'

/** The only appearance of a session's tokens in clear. */
export interface TokenPair {
  accessToken: string
  accessTokenExpiresAt: DateTime
  refreshToken: string
  refreshTokenExpiresAt: DateTime
}

/** Two new tokens, the values that a statement issues them with, and how they are handed out. */
export function newPair() {
  const access = makeToken('mi_access')
  const refresh = makeToken('mi_refresh')
  const { accessToken, refreshToken } = lifetimes
  return {
    values: [v7(), access.hash, accessToken, v7(), refresh.hash, refreshToken],
    issue: (row: IssuedRow): TokenPair => ({
      accessToken: access.value,
      accessTokenExpiresAt: DateTime.fromJSDate(row.access_ends_at),
      refreshToken: refresh.value,
      refreshTokenExpiresAt: DateTime.fromJSDate(row.refresh_ends_at),
    }),
  }
}
