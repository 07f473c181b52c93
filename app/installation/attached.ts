/*
 * Loaded into a service before its own code: the service ends when the process that started it
 * is gone, even by `kill -9`. Reads no other file, so that it runs without a compiler as well.
 */
import cluster from 'node:cluster'

const LAST_WAIT = 30_000

// One of several that serve the API ends with the process that runs them, and talks to it.
if (cluster.isPrimary) {
  process.once('disconnect', () => {
    process.kill(process.pid, 'SIGTERM')
    setTimeout(() => process.kill(-process.pid, 'SIGKILL'), LAST_WAIT).unref()
  })
  // Waiting for the news must not keep a service alive that has ended otherwise.
  process.channel?.unref()
}
