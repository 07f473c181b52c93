import type { IncomingMessage, Server, ServerResponse } from 'node:http'

/**
 * Closes the connection after every answer that is given before its request has ended: what is
 * still to come could drip for hours. The client has `lingerMs` to read the answer.
 */
export function closeAfterEarlyAnswers(server: Server, lingerMs: number) {
  server.prependListener('request', (request, response) => {
    if (!hasBody(request)) return
    const writeHead = response.writeHead.bind(response) as (...given: unknown[]) => ServerResponse
    response.writeHead = (...given: unknown[]) => {
      if (!request.complete) closeAfter(request, response, lingerMs)
      return writeHead(...given)
    }
  })
}

function hasBody({ headers }: IncomingMessage) {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length']) > 0
}

function closeAfter(request: IncomingMessage, response: ServerResponse, lingerMs: number) {
  const { socket } = request
  response.setHeader('connection', 'close')
  // Closed with bytes that nobody read, a connection is reset, and the answer may be lost.
  response.once('finish', () => request.resume())
  socket.destroySoon = () => {
    socket.end()
    const timer = setTimeout(() => socket.destroy(), lingerMs)
    socket.once('close', () => clearTimeout(timer))
  }
}
