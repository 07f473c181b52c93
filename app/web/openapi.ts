import { PageNotBuilt } from '#app/http/exceptions/page_errors'
import { json, object, raw, text } from '#app/http/openapi/schema_builders'
import type { Operation } from '#app/http/openapi/types'

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
