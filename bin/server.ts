/*
 * Entry point of the HTTP server: `node bin/server.js`. API_PROCESSES has it run several times.
 */
import type { Server } from 'node:http'
import type { ApplicationService } from '@adonisjs/core/types'
await import('reflect-metadata')
const { default: cluster } = await import('node:cluster')
const { asPortError } = await import('#app/installation/port_check')
const { reportFailedStart } = await import('#app/process/start_error')
const { endAtSignals, ignite } = await import('./ignite.js')

let server: Server | undefined
let app: ApplicationService | undefined

try {
  const { apiProcesses } = await import('#config/cluster')
  if (apiProcesses === 1 || cluster.isWorker) await serve()
  else await share(apiProcesses)
} catch (error) {
  reportFailedStart(asPortError(error))
  // Providers that had begun may hold connections open, and with them the process.
  await app?.terminate()
  // The channel to the process that runs it would keep it alive.
  if (cluster.isWorker) process.exit()
}

async function serve() {
  const { makeServer } = await import('#app/http/server/make_server')
  await ignite()
    .tap((created) => {
      app = created
      endAtSignals(app, announceEnd)
    })
    .httpServer()
    .start((handler) => (server = makeServer(handler)))
}

async function share(processes: number) {
  const { runCluster } = await import('#app/process/cluster/run_cluster')
  await runCluster(processes)
}

async function announceEnd() {
  if (!server?.listening) return
  const { prepareToClose } = await import('#app/http/shutdown')
  await prepareToClose(server)
}
