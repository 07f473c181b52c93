import { ValidationFailure } from '#app/http/openapi/failures'
import { TooManyStreams } from '#app/assets/events/errors'
import { raw, whole } from '#app/http/openapi/schema_builders'
import type { Operation } from '#app/http/openapi/types'

const STREAM = [
  'A stream that ends with its access token: when that expires, is refreshed or revoked, or when the role changes. Connect again with the new token.',
  '`event: asset` carries the asset as it is known now, in the state that it has entered;',
  '`event: asset-deleted` the `id` of one that is gone;',
  '`event: reset` asks to read the list again, for what was missed is forgotten after a day.',
  'A line with a colon alone comes every 15 seconds and shows that the connection lives.',
].join(' ')

/** What the stream of events answers and refuses. */
export const operations: Record<string, Operation> = {
  'GET /events': {
    headers: {
      'last-event-id': { ...whole, description: 'Where to resume: the `id` that was seen last' },
    },
    answers: [raw('text/event-stream', STREAM)],
    failures: [ValidationFailure, TooManyStreams],
  },
}
