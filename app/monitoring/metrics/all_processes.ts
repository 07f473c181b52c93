import cluster from 'node:cluster'
import { ask, isQuestion, type Message } from '#app/process/cluster/messages'
import { registry } from '#app/observability/metrics/registry'

/** Sends the metrics of this process to its parent on request. */
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
