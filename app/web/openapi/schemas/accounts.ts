import { roles } from '#app/accounts/models/user'
import {
  id,
  nullable,
  object,
  oneOf,
  ref,
  text,
  time,
  whole,
} from '#app/http/openapi/schema_builders'

const account = {
  id,
  email: { type: 'string', format: 'email' },
  fullName: nullable(text),
  role: oneOf(...roles),
  createdAt: time,
}

const user = object(account)

const profile = object({ ...account, usage: ref('Usage') })

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
  ip: nullable(text),
  createdAt: time,
  lastUsedAt: time,
  current: { type: 'boolean', description: 'Whether this request belongs to it' },
})

/** Accounts and their sessions. */
export const accountSchemas = {
  User: user,
  Profile: profile,
  Usage: usage,
  SignIn: signIn,
  Session: session,
}
