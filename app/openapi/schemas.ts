import { recipes } from '#config/media'
import { auditActions } from '#models/audit_log'
import {
  id,
  list,
  nullable,
  object,
  oneOf,
  ref,
  text,
  time,
  url,
  whole,
} from '#openapi/schema_builders'
import type { Schema } from '#openapi/types'

const kinds = ['image', 'video', 'audio', 'document']
const statuses = ['pending', 'processing', 'ready', 'failed', 'rejected']
const states = ['queued', 'active', 'completed', 'failed']

const account = {
  id,
  email: { type: 'string', format: 'email' },
  fullName: nullable(text),
  role: oneOf('USER', 'ADMIN'),
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

const variants = Object.fromEntries(recipes.map(({ name }) => [name, nullable(url)]))

const asset = object({
  id,
  filename: { ...text, description: 'For display only' },
  contentType: text,
  size: { ...whole, description: 'Bytes' },
  sha256: nullable({ ...text, description: 'Base64; null until it is proved' }),
  status: oneOf(...statuses),
  kind: oneOf(...kinds),
  width: nullable({ ...whole, description: 'Pixels, as a person sees the picture' }),
  height: nullable({ ...whole, description: 'Pixels, as a person sees the picture' }),
  meta: nullable({
    type: 'object',
    description: 'What the file tells of itself: camera, lens, takenAt, gps, duration and others',
  }),
  placeholder: nullable({ ...text, description: 'Base64 of a ThumbHash' }),
  urls: {
    ...object({ original: nullable(url), ...variants }),
    description: 'Signed and expiring; null until the asset is ready',
  },
  error: nullable(ref('AssetError')),
  createdAt: time,
  updatedAt: time,
})

const assetError = object({
  code: { ...text, description: 'Stable' },
  message: { ...text, description: 'What the owner can do' },
})

const upload = object({
  method: oneOf('PUT'),
  url,
  headers: {
    type: 'object',
    description: 'To be sent exactly as they are',
    additionalProperties: text,
  },
  expiresAt: time,
})

const multipartUpload = object({
  partSize: { ...whole, description: 'Bytes of each part but the last' },
  partCount: whole,
  expiresAt: time,
})

const partNumber: Schema = { type: 'integer', minimum: 1, maximum: 10_000 }

const part = object({ partNumber, size: whole })

const sealedPart = object({ partNumber, ...(upload.properties as Record<string, Schema>) })

const job = object({
  id,
  assetId: id,
  state: oneOf(...states),
  attempts: whole,
  lastError: nullable(text),
  createdAt: time,
  updatedAt: time,
})

const jobCounts = object({
  waiting: whole,
  active: whole,
  delayed: whole,
  completed: whole,
  failed: whole,
})

const jobPeriod = object({
  start: { ...time, description: 'It lasts half an hour' },
  completed: whole,
  failed: whole,
  depth: { ...whole, description: 'Jobs in line or in work when it ended' },
})

const failures = object({
  reason: { ...text, description: 'The code of the last error' },
  count: whole,
  oldestAt: time,
})

const auditLog = object({
  id,
  actorId: nullable({ ...id, description: 'Who did it; null for nobody known, and for commands' }),
  action: oneOf(...auditActions),
  subject: nullable({ ...text, description: 'The id of the user, session, asset or job' }),
  payload: { type: 'object' },
  requestId: nullable(text),
  ip: nullable(text),
  createdAt: time,
})

const condition = oneOf('ok', 'warning', 'error')

const health = object({
  status: { ...condition, description: 'The worst of the parts' },
  checkedAt: time,
  parts: {
    type: 'object',
    additionalProperties: object({ status: condition, message: text }),
  },
})

const unhealthy = object({
  data: ref('Health'),
  errors: {
    ...list(object({ code: text, message: text })),
    description: 'One a part that is down',
  },
})

const pageMetadata = object({
  nextCursor: nullable({ ...text, description: 'Null on the last page' }),
})

/** Everything that answers are made of, as the transformers write it. */
export const schemas = {
  User: user,
  Profile: profile,
  Usage: usage,
  SignIn: signIn,
  Session: session,
  Asset: asset,
  AssetError: assetError,
  Upload: upload,
  MultipartUpload: multipartUpload,
  Part: part,
  SealedPart: sealedPart,
  Job: job,
  JobCounts: jobCounts,
  JobPeriod: jobPeriod,
  Failures: failures,
  AuditLog: auditLog,
  Health: health,
  Unhealthy: unhealthy,
  PageMetadata: pageMetadata,
}
