import { scopes } from '#app/accounts/keys/scopes'
import { TooManyGrants, TooManyKeys } from '#app/accounts/keys/errors'
import {
  grantValidator,
  grantsPageValidator,
  keyValidator,
  keysPageValidator,
} from '#app/accounts/keys/validators'
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
  whole,
} from '#app/http/openapi/schema_builders'
import type { Operation } from '#app/http/openapi/types'

/** What the calls of keys and grants answer and refuse. */
export const operations: Record<string, Operation> = {
  'GET /grants': { input: grantsPageValidator, answers: [page(ref('Grant'))] },
  'POST /grants': {
    input: grantValidator,
    answers: [
      one(object({ id, token: text, expiresAt: time }), 201, 'The token is shown only once.'),
    ],
    failures: [TooManyGrants],
  },
  'DELETE /grants/:id': { answers: [nothing('Revoked, on every node.')] },
  'GET /keys': { input: keysPageValidator, answers: [page(ref('Key'))] },
  'POST /keys': {
    input: keyValidator,
    answers: [one(ref('NewKey'), 201, 'Created. The key is shown only once.')],
    failures: [TooManyKeys],
  },
  'DELETE /keys/:id': { answers: [nothing('Revoked, on every node.')] },
}

const key = {
  id,
  name: text,
  scopes: list(oneOf(...scopes)),
  expiresAt: nullable(time),
  lastUsedAt: nullable(time),
  createdAt: time,
}

/** Keys and grants, as the transformers write them. */
export const schemas = {
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
