import '#metrics/counters'
import '#metrics/gauges'
import { registry } from '#metrics/registry'

export const metricsType = registry.contentType

/** Everything that this process measures, in the text format of Prometheus. */
export function printMetrics() {
  return registry.metrics()
}
