import '#app/observability/metrics/counters'
import '#app/monitoring/metrics/gauges'
import cluster from 'node:cluster'
import { printAllMetrics, reportMetrics } from '#app/monitoring/metrics/all_processes'
import { registry } from '#app/observability/metrics/registry'

if (cluster.isWorker) reportMetrics()

export const metricsType = registry.contentType

/**
 * Everything that this process measures, in the text format of Prometheus; where several serve the
 * API together, what all of them do.
 */
export async function printMetrics() {
  const all = cluster.isWorker ? await printAllMetrics() : undefined
  return all ?? registry.metrics()
}
