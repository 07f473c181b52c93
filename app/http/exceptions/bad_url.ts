import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'

/**
 * Answers 400 `E_BAD_URL` in the shape of every other error, for a path that cannot be decoded
 * reaches neither middleware nor exception handler.
 */
export function refuseBadUrl(_request: IncomingMessage, response: ServerResponse) {
  const message = 'The address is not a valid URL: encode each "%" in it as "%25".'
  response.writeHead(400, {
    'content-type': 'application/json; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'x-request-id': randomUUID(),
  })
  response.end(JSON.stringify({ errors: [{ code: 'E_BAD_URL', message }] }))
}
