import { collectDefaultMetrics, Registry } from 'prom-client'

/** Everything that this process counts, its memory and event loop included. */
export const registry = new Registry()

collectDefaultMetrics({ register: registry })
