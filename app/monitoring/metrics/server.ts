import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import logger from '@adonisjs/core/services/logger'
import { StartError } from '#app/process/start_error'
import { metricsType, printMetrics } from '#app/monitoring/metrics/main'
import { describeFailure, failureCode } from '#app/observability/logging/failure'

/**
 * Serves `/metrics`, and nothing else, on a port of its own until it is closed. Who reaches the
 * port may read it: it is meant for a private network.
 */
export async function serveMetrics(host: string, port: number) {
  const server = createServer({ requestTimeout: 10_000 }, ({ url }, response) => {
    answer(response, url).catch((error) => {
      logger.error({ reason: describeFailure(error) }, 'the metrics could not be told')
      response.writeHead(500).end()
    })
  })
  try {
    await once(server.listen(port, host), 'listening')
  } catch (cause) {
    const reason = failureCode(cause)
    throw new StartError(
      `METRICS_PORT ${port} can't be used (${reason}): set it to another one, or leave it out.`,
      { cause }
    )
  }
  return {
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function answer(response: ServerResponse, url?: string) {
  if (url !== '/metrics') return response.writeHead(404).end()
  return response.writeHead(200, { 'content-type': metricsType }).end(await printMetrics())
}
