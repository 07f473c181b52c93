import * as auth from '#app/accounts/errors'
import * as validators from '#app/accounts/validators'
import { sessionsPageValidator } from '#app/http/pagination'
import { nothing, oneOf, one, page, ref } from '#app/http/openapi/schema_builders'
import type { Operation } from '#app/http/openapi/types'

const headers = {
  'x-refresh-token': {
    ...oneOf('cookie'),
    description: 'The refresh token travels in an HttpOnly cookie, not in the body',
  },
}

export const authentication: Record<string, Operation> = {
  'POST /auth/register': {
    input: validators.registrationValidator,
    headers,
    answers: [one(ref('SignIn'), 201, 'The account is made and signed in.')],
    failures: [auth.ServiceBusy],
  },
  'POST /auth/login': {
    input: validators.signInValidator,
    headers,
    answers: [one(ref('SignIn'), 200, 'Signed in.')],
    failures: [auth.InvalidCredentials, auth.ServiceBusy],
  },
  'POST /auth/refresh': {
    input: validators.refreshValidator,
    headers,
    answers: [one(ref('SignIn'), 200, 'A new pair of tokens; the old ones are dead.')],
    failures: [auth.InvalidRefreshToken],
  },
  'POST /auth/logout': { answers: [nothing('Signed out: this session’s tokens are dead.')] },
  'GET /auth/me': { answers: [one(ref('Profile'))] },
  'GET /auth/sessions': { input: sessionsPageValidator, answers: [page(ref('Session'))] },
  'DELETE /auth/sessions/:id': { answers: [nothing('That session’s tokens are dead.')] },
  'PUT /auth/password': {
    input: validators.passwordChangeValidator,
    answers: [nothing('Changed. Every other session is dead.')],
    failures: [auth.ServiceBusy],
  },
}
