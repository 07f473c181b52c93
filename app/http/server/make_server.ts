import { createServer, type RequestListener } from 'node:http'
import { connectionLimits, wireTimeouts } from '#config/connections'
import { boundConnections } from '#app/http/server/connection_bounds'
import { closeAfterEarlyAnswers } from '#app/http/server/early_answers'
import { answerMalformed } from '#app/http/server/malformed_requests'

/**
 * The server of the API. Nobody holds a connection by sending slowly: headers have a deadline, the
 * code that reads a body bounds its time, and an answer before its end closes the connection.
 */
export function makeServer(handler: RequestListener) {
  const server = createServer(
    {
      headersTimeout: wireTimeouts.headers,
      // 5 GiB take longer than any deadline: those who read a body have one of their own.
      requestTimeout: 0,
      connectionsCheckingInterval: wireTimeouts.headers / 10,
      keepAliveTimeout: wireTimeouts.keepAlive,
    },
    handler
  )
  boundConnections(server, connectionLimits)
  closeAfterEarlyAnswers(server, wireTimeouts.linger)
  answerMalformed(server)
  return server
}
