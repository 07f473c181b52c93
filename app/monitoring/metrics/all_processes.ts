import cluster from 'node:cluster'
import { ask, isQuestion, type Message } from '#app/process/cluster/messages'
import { registry } from '#app/observability/metrics/registry'

/** Tells whoever runs this process what it measures, whenever asked. */
export function reportMetrics() {
  process.on('message', async (message: Message) => {
    if (isQuestion(message, 'one')) {
      process.send!({ ...message, answer: await registry.getMetricsAsJSON() })
    }
  })
}

/** What all processes of this API measure, added up; undefined where nobody answers. */
export function printAllMetrics() {
  return ask<string>(cluster.worker!, 'all')
}
