/*
 * The health check of the container image: the API's readiness, or whether the worker answers on
 * its metrics port. A worker without one is healthy while it runs.
 */
import { readFileSync } from 'node:fs'

const { METRICS_PORT, PORT = '3000', WORKER_METRICS_PORT = METRICS_PORT } = process.env
const isWorker = readFileSync('/proc/1/cmdline', 'utf8').includes('worker')
const address = isWorker
  ? WORKER_METRICS_PORT && `http://127.0.0.1:${WORKER_METRICS_PORT}/metrics`
  : `http://127.0.0.1:${PORT}/health/ready`

const isHealthy =
  !address ||
  (await fetch(address).then(
    ({ ok }) => ok,
    () => false
  ))
process.exitCode = isHealthy ? 0 : 1
