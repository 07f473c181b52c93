import env from '#start/env'
import { appUrl } from '#config/app'

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/

/** Where METRICS_PORT is set, the metrics are there and nowhere else. */
export const metricsPort = env.get('METRICS_PORT')

/** On one machine the worker needs a port of its own; elsewhere it takes the same. */
export const workerMetricsPort = env.get('WORKER_METRICS_PORT') ?? metricsPort

export const metricsHost = env.get('HOST', '0.0.0.0')

/**
 * Without METRICS_PORT the API answers `/metrics` to its own machine, as long as clients are there
 * too: otherwise a proxy beside it could hand the metrics on to anybody.
 */
export const isOpenLocally = !metricsPort && LOOPBACK.test(new URL(appUrl).hostname)

/** The backlog is read at most once in so many seconds, however many requests come. */
export const backlogSeconds = 5
