import type { Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import logger from '@adonisjs/core/services/logger'
import { requestSeconds, shutdownDelay } from '#config/lifecycle'

let begun = false

/** Whether this process is shutting down: it still serves, but should get no new requests. */
export function isShuttingDown() {
  return begun
}

/**
 * Announces that this server is about to close, and resolves when load balancers have had the
 * time to notice. Requests still in progress then have a deadline.
 */
export async function prepareToClose(server: Server) {
  begun = true
  logger.info({ delay: shutdownDelay }, 'shutting down')
  // A connection that is kept would be used again just when it is closed.
  server.prependListener('request', (_request, response) => {
    response.setHeader('connection', 'close')
  })
  await sleep(shutdownDelay * 1_000)
  setTimeout(() => cutOff(server), requestSeconds * 1_000).unref()
}

function cutOff(server: Server) {
  logger.warn('cutting off the requests that have not ended within SHUTDOWN_DEADLINE')
  server.closeAllConnections()
}
