import { AccountDisabled } from '#app/accounts/errors'
import { InvalidCredentials, InvalidRefreshToken, ServiceBusy } from '#app/accounts/sessions/errors'
import {
  InvalidCode,
  InvalidPasskey,
  PasswordSignInDisabled,
  SecondFactorRequired,
} from '#app/accounts/factors/errors'
import {
  confirmationValidator,
  refreshValidator,
  sessionsPageValidator,
  signInValidator,
} from '#app/accounts/sessions/validators'
import {
  id,
  nothing,
  nullable,
  object,
  one,
  oneOf,
  page,
  ref,
  text,
  time,
} from '#app/http/openapi/schema_builders'
import type { Operation } from '#app/http/openapi/types'

/** How a browser asks for its refresh token in a cookie. */
export const headers = {
  'x-refresh-token': {
    ...oneOf('cookie'),
    description: 'The refresh token travels in an HttpOnly cookie, not in the body',
  },
}

/** What the calls of sessions answer and refuse. */
export const operations: Record<string, Operation> = {
  'POST /auth/login': {
    input: signInValidator,
    headers,
    answers: [one(ref('SignIn'), 200, 'Signed in.')],
    failures: [
      PasswordSignInDisabled,
      SecondFactorRequired,
      InvalidCredentials,
      AccountDisabled,
      ServiceBusy,
    ],
  },
  'POST /auth/refresh': {
    input: refreshValidator,
    headers,
    answers: [one(ref('SignIn'), 200, 'A new pair of tokens; the old ones are dead.')],
    failures: [InvalidRefreshToken],
  },
  'POST /auth/logout': { answers: [nothing('Signed out: this session’s tokens are dead.')] },
  'GET /auth/sessions': {
    input: sessionsPageValidator,
    answers: [page(ref('Session'))],
  },
  'DELETE /auth/sessions': { answers: [nothing('Every other session’s tokens are dead.')] },
  'DELETE /auth/sessions/:id': { answers: [nothing('That session’s tokens are dead.')] },
  'POST /auth/confirm': {
    input: confirmationValidator,
    answers: [nothing('Confirmed for ten minutes.')],
    failures: [InvalidCredentials, InvalidCode, InvalidPasskey, ServiceBusy],
  },
  'DELETE /users/:id/sessions': { answers: [nothing('Signed out everywhere.')] },
}

const signIn = object(
  {
    user: ref('User'),
    accessToken: text,
    accessTokenExpiresAt: time,
    refreshToken: { ...text, description: 'Works once. Left out where a cookie carries it.' },
    refreshTokenExpiresAt: time,
  },
  ['refreshToken']
)

const session = object({
  id,
  userAgent: nullable(text),
  device: nullable({ ...text, description: 'Such as “Firefox on Windows”' }),
  ip: nullable(text),
  createdAt: time,
  lastUsedAt: time,
  current: { type: 'boolean', description: 'Whether this request belongs to it' },
})

/** Sessions, as the transformers write them. */
export const schemas = { SignIn: signIn, Session: session }
