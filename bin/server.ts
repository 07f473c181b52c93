/*
 * Entry point of the HTTP server: `node bin/server.js`.
 */
await import('reflect-metadata')
const { createServer } = await import('node:http')
const { reportFailedStart } = await import('#embedded/start_error')
const { endAtSignals, ignite } = await import('./ignite.js')

// Node gives every request five minutes, and 5 GiB take longer than that on most lines. Silent
// senders are ended by the routes that read bodies.
const LONGEST_UPLOAD_MS = 6 * 3_600_000

ignite()
  .tap(endAtSignals)
  .httpServer()
  .start((handler) => createServer({ requestTimeout: LONGEST_UPLOAD_MS }, handler))
  .catch(reportFailedStart)
