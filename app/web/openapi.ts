import { PageNotBuilt } from '#app/http/exceptions/page_errors'
import {
  json,
  list,
  object,
  one,
  oneOf,
  raw,
  ref,
  text,
  whole,
} from '#app/http/openapi/schema_builders'
import type { Operation } from '#app/http/openapi/types'
import { mediaKinds } from '#app/media/media'

const needsNoDatabase = true

/** What the inbox page and the documentation answer. */
export const operations: Record<string, Operation> = {
  'GET /': {
    needsNoDatabase,
    answers: [
      {
        status: 200,
        description: 'The inbox for browsers, the name for programs.',
        content: {
          ...json(object({ data: object({ name: text, documentation: text }) })),
          'text/html': { schema: text },
        },
      },
    ],
    failures: [PageNotBuilt],
  },
  'GET /r/:secret': {
    needsNoDatabase,
    answers: [raw('text/html', 'The page, whatever became of the link.')],
    failures: [PageNotBuilt],
  },
  'GET /s/:secret': {
    answers: [
      raw('text/html', 'The page.'),
      { ...raw('text/html', 'The page, which says that there is no such share.'), status: 404 },
      { ...raw('text/html', 'The page, which says that the share has expired.'), status: 410 },
    ],
    failures: [PageNotBuilt],
  },
  'GET /ui/*': {
    needsNoDatabase,
    isUnlimited: true,
    answers: [
      {
        status: 200,
        description: 'One of the inbox’s own files.',
        content: {
          'text/javascript': { schema: text },
          'text/css': { schema: text },
          'image/svg+xml': { schema: text },
        },
      },
    ],
  },
  'GET /instance': { needsNoDatabase, answers: [one(ref('Instance'))] },
  'GET /openapi.json': {
    needsNoDatabase,
    answers: [raw('application/json', 'This document.', { type: 'object' })],
  },
  'GET /docs': { needsNoDatabase, answers: [raw('text/html', 'The page.')] },
  'GET /docs/:file': {
    needsNoDatabase,
    answers: [
      {
        status: 200,
        description: 'One of the page’s own files.',
        content: {
          'text/javascript': { schema: text },
          'text/css': { schema: text },
          'image/png': { schema: { type: 'string', contentEncoding: 'binary' } },
        },
      },
    ],
  },
}

const size = { ...whole, description: 'Bytes' }
const flag = { type: 'boolean' }

export const schemas = {
  Instance: object({
    name: text,
    version: text,
    registration: oneOf('open', 'invite', 'closed'),
    mail: { ...flag, description: 'Whether mail is configured' },
    signIn: object({
      password: flag,
      passkeys: flag,
      providers: list(object({ id: text, name: text })),
    }),
    uploads: object({
      types: list(object({ contentType: text, kind: oneOf(...mediaKinds), maxSize: size })),
      multipartAbove: { ...size, description: 'A larger file should come in parts. Bytes' },
      multipartRequiredAbove: { ...size, description: 'A larger file must come in parts. Bytes' },
      urlTtl: { ...whole, description: 'How long an upload url lives, in seconds' },
    }),
  }),
}
