/*
 * Entry point of the HTTP server: `node bin/server.js`. API_PROCESSES has it run several times.
 */
import type { Server } from 'node:http'
import type { ApplicationService } from '@adonisjs/core/types'
await import('reflect-metadata')
const { createServer } = await import('node:http')
const { default: cluster } = await import('node:cluster')
const { asPortError } = await import('#app/installation/port_check')
const { reportFailedStart } = await import('#app/process/start_error')
const { endAtSignals, ignite } = await import('./ignite.js')

const OPTIONS = {
  // Node gives every request five minutes, and 5 GiB take longer than that on most lines. Silent
  // senders are ended by the routes that read bodies.
  requestTimeout: 6 * 3_600_000,
  // Longer than balancers keep theirs, a minute as a rule: one that we close is one they may just be using.
  keepAliveTimeout: 75_000,
}

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
  await ignite()
    .tap((created) => {
      app = created
      endAtSignals(app, announceEnd)
    })
    .httpServer()
    .start((handler) => (server = createServer(OPTIONS, handler)))
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
