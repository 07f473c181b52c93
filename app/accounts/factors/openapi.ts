import { AccountDisabled } from '#app/accounts/errors'
import { InvalidCredentials } from '#app/accounts/sessions/errors'
import {
  InvalidCode,
  InvalidPasskey,
  ProviderUnavailable,
  TotpAlreadyOn,
  TotpNotOn,
} from '#app/accounts/factors/errors'
import {
  codeValidator,
  newPasskeyValidator,
  passkeyValidator,
  signInCodeValidator,
  totpRemovalValidator,
  totpValidator,
} from '#app/accounts/factors/validators'
import { headers } from '#app/accounts/sessions/openapi'
import {
  id,
  list,
  nothing,
  nullable,
  object,
  one,
  ref,
  text,
  time,
} from '#app/http/openapi/schema_builders'
import type { Operation } from '#app/http/openapi/types'

/** What the calls of factors answer and refuse. */
export const operations: Record<string, Operation> = {
  'POST /auth/login/totp': {
    input: signInCodeValidator,
    headers,
    answers: [one(ref('SignIn'), 200, 'Signed in.')],
    failures: [InvalidCode, InvalidCredentials],
  },
  'GET /auth/oidc/:provider': {
    answers: [{ status: 302, description: 'To the provider.' }],
    failures: [ProviderUnavailable],
  },
  'GET /auth/oidc/:provider/callback': {
    answers: [{ status: 302, description: 'To the page, signed in or with the code of an error.' }],
    failures: [ProviderUnavailable],
  },
  'POST /auth/passkeys/options': {
    input: totpValidator,
    answers: [one({ type: 'object' }, 200, 'PublicKeyCredentialCreationOptionsJSON of WebAuthn.')],
  },
  'POST /auth/passkeys': {
    input: newPasskeyValidator,
    answers: [one(ref('Passkey'), 201, 'Added.')],
    failures: [InvalidPasskey],
  },
  'GET /auth/passkeys': { answers: [one(list(ref('Passkey')))] },
  'DELETE /auth/passkeys/:id': { answers: [nothing('Removed.')] },
  'POST /auth/passkeys/login/options': {
    answers: [one({ type: 'object' }, 200, 'PublicKeyCredentialRequestOptionsJSON of WebAuthn.')],
  },
  'POST /auth/passkeys/login': {
    input: passkeyValidator,
    headers,
    answers: [one(ref('SignIn'), 200, 'Signed in.')],
    failures: [InvalidPasskey, InvalidCredentials, AccountDisabled],
  },
  'POST /auth/totp': {
    input: totpValidator,
    answers: [one(object({ secret: text, uri: text }), 201, 'Proposed. Not on yet.')],
    failures: [TotpAlreadyOn],
  },
  'POST /auth/totp/confirm': {
    input: codeValidator,
    answers: [
      one(object({ recoveryCodes: list(text) }), 200, 'On. The codes are shown only once.'),
    ],
    failures: [InvalidCode],
  },
  'POST /auth/totp/recovery-codes': {
    input: totpValidator,
    answers: [one(object({ recoveryCodes: list(text) }), 200, 'The former codes work no longer.')],
    failures: [TotpNotOn],
  },
  'DELETE /auth/totp': {
    input: totpRemovalValidator,
    answers: [nothing('Off, with the recovery codes.')],
    failures: [InvalidCode],
  },
}

/** Factors, as the transformers write them. */
export const schemas = {
  Passkey: object({ id, name: text, lastUsedAt: nullable(time), createdAt: time }),
}
