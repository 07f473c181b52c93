import cluster, { type Worker } from 'node:cluster'
import { AggregatorRegistry, type MetricObject } from 'prom-client'
import { ask, isQuestion, type Message } from '#cluster/messages'

/** Lets each process of the API answer with the metrics of all: a scrape reaches any of them. */
export function gatherMetrics() {
  cluster.on('message', (worker, message: Message) => {
    if (isQuestion(message, 'all')) void answer(worker, message)
  })
}

async function answer(asker: Worker, question: Message) {
  const workers = Object.values(cluster.workers!).filter((worker) => worker!.isConnected())
  const lists = await Promise.all(workers.map((worker) => ask<MetricObject[]>(worker!, 'one')))
  // One that starts or ends just now says nothing.
  const told = lists.filter((list) => list !== undefined)
  const text = await AggregatorRegistry.aggregate(told).metrics()
  if (asker.isConnected()) asker.send({ ...question, answer: text })
}
