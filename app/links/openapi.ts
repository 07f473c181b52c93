import { ServiceBusy } from '#app/accounts/sessions/errors'
import { NotFound } from '#app/http/exceptions/errors'
import * as failures from '#app/links/errors'
import { senderRules } from '#app/links/models/link'
import * as validators from '#app/links/validators'
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
import type { Operation } from '#app/http/openapi/types'

/** What the calls of upload links answer and refuse. */
export const operations: Record<string, Operation> = {
  'GET /links': { input: validators.linksPageValidator, answers: [page(ref('Link'))] },
  'POST /links': {
    input: validators.newLinkValidator,
    answers: [one(ref('Link'), 201, 'Created.')],
    failures: [NotFound, failures.TooManyLinks],
  },
  'GET /links/:id': { answers: [one(ref('Link'))] },
  'PATCH /links/:id': { input: validators.linkChangesValidator, answers: [one(ref('Link'))] },
  'DELETE /links/:id': { answers: [nothing('Revoked, on every node.')] },
  'POST /links/:id/rotate': { answers: [one(ref('Link'))] },
  'GET /guest/links/:secret': {
    answers: [one(ref('GuestLink'))],
    failures: [failures.LinkNotFound, failures.LinkClosed],
  },
  'POST /guest/visits': {
    input: validators.visitValidator,
    answers: [one(object({ token: text, expiresAt: time }), 201, 'The visitor may send.')],
    failures: [failures.WrongLinkPassword, failures.LinkNotFound, failures.LinkClosed, ServiceBusy],
  },
}

const limits = {
  maxAssets: nullable(whole),
  maxBytes: nullable(whole),
  maxFileSize: nullable(whole),
  allowedTypes: nullable(list(text)),
}

const sender = object({ name: oneOf(...senderRules), email: oneOf(...senderRules) })

const link = object({
  id,
  url: nullable({ ...url, description: 'Null once the key that it was derived with is gone' }),
  title: text,
  message: nullable(text),
  expiresAt: nullable(time),
  ...limits,
  hasPassword: { type: 'boolean' },
  sender,
  notify: { type: 'boolean', description: 'A mail when files arrive, at most one in 15 minutes' },
  albumId: nullable({ ...id, description: 'Where files that arrive are put' }),
  closedAt: nullable(time),
  received: { ...object({ assets: whole, bytes: whole }), description: 'What arrived' },
  createdAt: time,
})

const guestLink = object({
  title: text,
  message: nullable(text),
  owner: object({ fullName: nullable(text) }),
  expiresAt: nullable(time),
  passwordRequired: { type: 'boolean' },
  sender,
  limits: object(limits),
  remaining: object({ assets: nullable(whole), bytes: nullable(whole) }),
  open: { type: 'boolean', description: 'False when it is full' },
})

/** Upload links, as their transformers write them. */
export const schemas = { Link: link, GuestLink: guestLink }
