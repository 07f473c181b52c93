import { scopes } from '#app/accounts/scopes'
import { roles } from '#app/accounts/models/user'
import * as auth from '#app/accounts/errors'
import * as validators from '#app/accounts/validators'
import {
  id,
  list,
  nothing,
  nullable,
  object,
  one,
  oneOf,
  page,
  ref,
  text,
  time,
  url,
  whole,
} from '#app/http/openapi/schema_builders'
import { ValidationFailure } from '#app/http/openapi/failures'
import type { Operation } from '#app/http/openapi/types'

const headers = {
  'x-refresh-token': {
    ...oneOf('cookie'),
    description: 'The refresh token travels in an HttpOnly cookie, not in the body',
  },
}

const accepted = (description: string) => ({ status: 202, description })

const erasure = object({ eraseAt: time })

/** What the calls of accounts answer and refuse. */
export const operations: Record<string, Operation> = {
  'POST /auth/register': {
    input: validators.registrationValidator,
    headers,
    answers: [one(ref('SignIn'), 201, 'The account is created and signed in.')],
    failures: [
      auth.PasswordSignInDisabled,
      auth.RegistrationClosed,
      auth.InvalidInvitation,
      auth.ServiceBusy,
    ],
  },
  'POST /auth/login': {
    input: validators.signInValidator,
    headers,
    answers: [one(ref('SignIn'), 200, 'Signed in.')],
    failures: [
      auth.SecondFactorRequired,
      auth.InvalidCredentials,
      auth.AccountDisabled,
      auth.ServiceBusy,
    ],
  },
  'POST /auth/refresh': {
    input: validators.refreshValidator,
    headers,
    answers: [one(ref('SignIn'), 200, 'A new pair of tokens; the old ones are dead.')],
    failures: [auth.InvalidRefreshToken],
  },
  'POST /auth/logout': { answers: [nothing('Signed out: this session’s tokens are dead.')] },
  'DELETE /auth/me': {
    answers: [one(erasure, 202, 'Stopped. It is erased at `eraseAt`.')],
    failures: [ValidationFailure, auth.ConfirmationRequired, auth.LastAdministrator],
  },
  'GET /auth/me': { answers: [one(ref('Profile'))] },
  'GET /auth/sessions': {
    input: validators.sessionsPageValidator,
    answers: [page(ref('Session'))],
  },
  'DELETE /auth/sessions': { answers: [nothing('Every other session’s tokens are dead.')] },
  'DELETE /auth/sessions/:id': { answers: [nothing('That session’s tokens are dead.')] },
  'POST /auth/confirm': {
    input: validators.confirmationValidator,
    answers: [nothing('Confirmed for ten minutes.')],
    failures: [auth.InvalidCredentials, auth.InvalidCode, auth.InvalidPasskey, auth.ServiceBusy],
  },
  'POST /auth/login/totp': {
    input: validators.signInCodeValidator,
    headers,
    answers: [one(ref('SignIn'), 200, 'Signed in.')],
    failures: [auth.InvalidCode, auth.InvalidCredentials],
  },
  'GET /auth/oidc/:provider': {
    answers: [{ status: 302, description: 'To the provider.' }],
    failures: [auth.ProviderUnavailable],
  },
  'GET /auth/oidc/:provider/callback': {
    answers: [{ status: 302, description: 'To the page, signed in or with the code of an error.' }],
    failures: [auth.ProviderUnavailable],
  },
  'POST /auth/passkeys/options': {
    input: validators.totpValidator,
    answers: [one({ type: 'object' }, 200, 'PublicKeyCredentialCreationOptionsJSON of WebAuthn.')],
  },
  'POST /auth/passkeys': {
    input: validators.newPasskeyValidator,
    answers: [one(ref('Passkey'), 201, 'Added.')],
    failures: [auth.InvalidPasskey],
  },
  'GET /auth/passkeys': { answers: [one(list(ref('Passkey')))] },
  'DELETE /auth/passkeys/:id': { answers: [nothing('Removed.')] },
  'POST /auth/passkeys/login/options': {
    answers: [one({ type: 'object' }, 200, 'PublicKeyCredentialRequestOptionsJSON of WebAuthn.')],
  },
  'POST /auth/passkeys/login': {
    input: validators.passkeyValidator,
    headers,
    answers: [one(ref('SignIn'), 200, 'Signed in.')],
    failures: [auth.InvalidPasskey, auth.InvalidCredentials, auth.AccountDisabled],
  },
  'POST /auth/totp': {
    input: validators.totpValidator,
    answers: [one(object({ secret: text, uri: text }), 201, 'Proposed. Not on yet.')],
    failures: [auth.TotpAlreadyOn],
  },
  'POST /auth/totp/confirm': {
    input: validators.codeValidator,
    answers: [
      one(object({ recoveryCodes: list(text) }), 200, 'On. The codes are shown only once.'),
    ],
    failures: [auth.InvalidCode],
  },
  'DELETE /auth/totp': {
    input: validators.totpRemovalValidator,
    answers: [nothing('Off, with the recovery codes.')],
    failures: [auth.InvalidCode],
  },
  'PUT /auth/password': {
    input: validators.passwordChangeValidator,
    answers: [nothing('Changed. Every other session is dead.')],
    failures: [auth.ServiceBusy],
  },
  'GET /invitations': {
    input: validators.invitationsPageValidator,
    answers: [page(ref('Invitation'))],
  },
  'POST /invitations': {
    input: validators.invitationValidator,
    answers: [one(ref('NewInvitation'), 201, 'Created. The token is shown only once.')],
    failures: [auth.RegistrationClosed],
  },
  'DELETE /invitations/:id': { answers: [nothing('Revoked.')] },
  'POST /auth/password/forgot': {
    input: validators.emailValidator,
    answers: [accepted('If there is such an account, a mail is sent.')],
  },
  'POST /auth/email/verify': {
    input: validators.emailTokenValidator,
    answers: [nothing('The email is verified.')],
    failures: [auth.InvalidToken],
  },
  'POST /auth/email/verification': { answers: [accepted('A mail is sent.')] },
  'PUT /auth/email': {
    input: validators.emailChangeValidator,
    answers: [accepted('It changes when the link in the mail is used.')],
    failures: [auth.ConfirmationRequired],
  },
  'POST /auth/password/reset': {
    input: validators.passwordResetValidator,
    answers: [nothing('Changed. Every session of the account is dead.')],
    failures: [auth.InvalidToken, auth.ServiceBusy],
  },
  'GET /users': { input: validators.usersPageValidator, answers: [page(ref('Account'))] },
  'GET /users/:id': { answers: [one(ref('Account'))] },
  'PATCH /users/:id': {
    input: validators.userChangesValidator,
    answers: [one(ref('Account'))],
    failures: [auth.LastAdministrator],
  },
  'DELETE /users/:id': {
    answers: [one(erasure, 202, 'Stopped. It is erased at `eraseAt`.')],
    failures: [auth.LastAdministrator],
  },
  'POST /users/:id/restore': {
    answers: [one(ref('Account'))],
    failures: [auth.ErasureStarted],
  },
  'DELETE /users/:id/sessions': { answers: [nothing('Signed out everywhere.')] },
  'POST /users/:id/password-reset': {
    answers: [one(object({ url, expiresAt: time }), 201, 'The link, shown only once.')],
  },
  'GET /grants': { input: validators.grantsPageValidator, answers: [page(ref('Grant'))] },
  'POST /grants': {
    input: validators.grantValidator,
    answers: [
      one(object({ id, token: text, expiresAt: time }), 201, 'The token is shown only once.'),
    ],
  },
  'DELETE /grants/:id': { answers: [nothing('Revoked, on every node.')] },
  'GET /keys': { input: validators.keysPageValidator, answers: [page(ref('Key'))] },
  'POST /keys': {
    input: validators.keyValidator,
    answers: [one(ref('NewKey'), 201, 'Created. The key is shown only once.')],
    failures: [auth.TooManyKeys],
  },
  'DELETE /keys/:id': { answers: [nothing('Revoked, on every node.')] },
}

const account = {
  id,
  email: { type: 'string', format: 'email' },
  fullName: nullable(text),
  role: oneOf(...roles),
  emailVerifiedAt: nullable(time),
  mustChangePassword: { type: 'boolean' },
  createdAt: time,
}

const user = object(account)

const profile = object({ ...account, usage: ref('Usage') })

const administered = object({
  ...account,
  usage: ref('Usage'),
  disabledAt: nullable(time),
  eraseAt: nullable(time),
})

const usage = object({
  bytes: { ...whole, description: 'Reserved from presign to deletion' },
  assets: whole,
  quotaBytes: whole,
  quotaAssets: whole,
})

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

const invitation = {
  id,
  email: nullable({ type: 'string', format: 'email' }),
  role: oneOf(...roles),
  quotaBytes: nullable(whole),
  expiresAt: time,
  createdAt: time,
}

const key = {
  id,
  name: text,
  scopes: list(oneOf(...scopes)),
  expiresAt: nullable(time),
  lastUsedAt: nullable(time),
  createdAt: time,
}

/** Accounts and their sessions, as the transformers write them. */
export const schemas = {
  User: user,
  Profile: profile,
  Account: administered,
  Usage: usage,
  SignIn: signIn,
  Session: session,
  Passkey: object({ id, name: text, lastUsedAt: nullable(time), createdAt: time }),
  Invitation: object(invitation),
  NewInvitation: object({ ...invitation, url, token: text }),
  Grant: object({
    id,
    maxAssets: nullable(whole),
    maxBytes: nullable(whole),
    maxFileSize: nullable(whole),
    allowedTypes: nullable(list(text)),
    metadata: nullable({ type: 'object', description: 'Given to each asset that is sent' }),
    usedAssets: whole,
    usedBytes: whole,
    expiresAt: time,
    createdAt: time,
  }),
  Key: object(key),
  NewKey: object({ ...key, key: text }),
}
