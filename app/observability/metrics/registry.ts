import { collectDefaultMetrics, Registry } from 'prom-client'

/** Everything that this process counts, its memory and event loop included. */
export const registry = new Registry()

collectDefaultMetrics({ register: registry })

// Sums of what is here by type already, under names that are for counters alone.
for (const kind of ['handles', 'requests', 'resources']) {
  registry.removeSingleMetric(`nodejs_active_${kind}_total`)
}
