import { randomUUID } from 'node:crypto'
import { STATUS_CODES, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

const BAD_REQUEST = {
  status: 400,
  code: 'E_BAD_REQUEST',
  message: 'This is not a valid HTTP/1.1 request.',
}

const REFUSALS: Record<string, typeof BAD_REQUEST> = {
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    code: 'E_REQUEST_TIMEOUT',
    message: 'The headers did not arrive in time. Send the request again.',
  },
  HPE_HEADER_OVERFLOW: {
    status: 431,
    code: 'E_HEADERS_TOO_LARGE',
    message: 'The headers are too large: they may have up to 16 kB.',
  },
}

/** Answers what is no request at all in the shape of every other error. */
export function answerMalformed(server: Server) {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const { _httpMessage: current } = socket as Duplex & { _httpMessage?: ServerResponse }
    if (!socket.writable || current?.headersSent) {
      socket.destroy(error)
      return
    }
    const { status, code, message } = REFUSALS[error.code!] ?? BAD_REQUEST
    const body = JSON.stringify({ errors: [{ code, message }] })
    const head = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'connection: close',
      'content-type: application/json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      `x-request-id: ${randomUUID()}`,
    ]
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy(error))
  })
}
