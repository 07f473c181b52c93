import { roles } from '#app/accounts/models/user'
import {
  ErasureStarted,
  InvalidInvitation,
  InvalidToken,
  LastAdministrator,
  RegistrationClosed,
} from '#app/accounts/errors'
import { ConfirmationRequired, ServiceBusy } from '#app/accounts/sessions/errors'
import { PasswordSignInDisabled } from '#app/accounts/factors/errors'
import {
  emailChangeValidator,
  emailTokenValidator,
  emailValidator,
  invitationValidator,
  invitationsPageValidator,
  passwordChangeValidator,
  passwordResetValidator,
  registrationValidator,
  userChangesValidator,
  usersPageValidator,
} from '#app/accounts/validators'
import { headers } from '#app/accounts/sessions/openapi'
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
  url,
  whole,
} from '#app/http/openapi/schema_builders'
import { ValidationFailure } from '#app/http/openapi/failures'
import type { Operation } from '#app/http/openapi/types'

const accepted = (description: string) => ({ status: 202, description })

const erasure = object({ eraseAt: time })

/** What the calls of accounts and invitations answer and refuse. */
export const operations: Record<string, Operation> = {
  'POST /auth/register': {
    input: registrationValidator,
    headers,
    answers: [one(ref('SignIn'), 201, 'The account is created and signed in.')],
    failures: [PasswordSignInDisabled, RegistrationClosed, InvalidInvitation, ServiceBusy],
  },
  'DELETE /auth/me': {
    answers: [one(erasure, 202, 'Stopped. It is erased at `eraseAt`.')],
    failures: [ValidationFailure, ConfirmationRequired, LastAdministrator],
  },
  'GET /auth/me': { answers: [one(ref('Profile'))] },
  'PUT /auth/password': {
    input: passwordChangeValidator,
    answers: [nothing('Changed. Every other session is dead.')],
    failures: [ServiceBusy],
  },
  'GET /invitations': {
    input: invitationsPageValidator,
    answers: [page(ref('Invitation'))],
  },
  'POST /invitations': {
    input: invitationValidator,
    answers: [one(ref('NewInvitation'), 201, 'Created. The token is shown only once.')],
    failures: [RegistrationClosed],
  },
  'DELETE /invitations/:id': { answers: [nothing('Revoked.')] },
  'POST /auth/password/forgot': {
    input: emailValidator,
    answers: [accepted('If there is such an account, a mail is sent.')],
  },
  'POST /auth/email/verify': {
    input: emailTokenValidator,
    answers: [nothing('The email is verified.')],
    failures: [InvalidToken],
  },
  'POST /auth/email/verification': { answers: [accepted('A mail is sent.')] },
  'PUT /auth/email': {
    input: emailChangeValidator,
    answers: [accepted('It changes when the link in the mail is used.')],
    failures: [ConfirmationRequired],
  },
  'POST /auth/password/reset': {
    input: passwordResetValidator,
    answers: [nothing('Changed. Every session of the account is dead.')],
    failures: [InvalidToken, ServiceBusy],
  },
  'GET /users': { input: usersPageValidator, answers: [page(ref('Account'))] },
  'GET /users/:id': { answers: [one(ref('Account'))] },
  'PATCH /users/:id': {
    input: userChangesValidator,
    answers: [one(ref('Account'))],
    failures: [LastAdministrator],
  },
  'DELETE /users/:id': {
    answers: [one(erasure, 202, 'Stopped. It is erased at `eraseAt`.')],
    failures: [LastAdministrator],
  },
  'POST /users/:id/restore': {
    answers: [one(ref('Account'))],
    failures: [ErasureStarted],
  },
  'POST /users/:id/password-reset': {
    answers: [one(object({ url, expiresAt: time }), 201, 'The link, shown only once.')],
  },
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

const secondFactor = object({
  totp: { type: 'boolean', description: 'Whether sign-in asks for a code' },
  recoveryCodes: { ...whole, description: 'How many are left' },
})

const profile = object({ ...account, usage: ref('Usage'), secondFactor })

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

const invitation = {
  id,
  email: nullable({ type: 'string', format: 'email' }),
  role: oneOf(...roles),
  quotaBytes: nullable(whole),
  expiresAt: time,
  createdAt: time,
}

/** Accounts and invitations, as the transformers write them. */
export const schemas = {
  User: user,
  Profile: profile,
  Account: administered,
  Usage: usage,
  Invitation: object(invitation),
  NewInvitation: object({ ...invitation, url, token: text }),
}
