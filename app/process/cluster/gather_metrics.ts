import cluster, { type Worker } from 'node:cluster'
import { AggregatorRegistry, type MetricObject } from 'prom-client'
import { ask, isQuestion, type Message } from '#app/process/cluster/messages'

/** The latest metrics of each live process. */
const latest = new Map<number, MetricObject[]>()

/**
 * What those counted that have ended. Without it the sums would fall with each of them, and
 * Prometheus would take what is left of a sum for new.
 */
let ended: Promise<MetricObject[]> = Promise.resolve([])

/** Lets each process of the API answer with the metrics of all: a scrape reaches any of them. */
export function gatherMetrics() {
  cluster.on('message', (worker, message: Message) => {
    if (isQuestion(message, 'all')) void answer(worker, message)
  })
  cluster.on('exit', keepCounts)
}

async function answer(asker: Worker, question: Message) {
  await Promise.all(Object.values(cluster.workers!).map((worker) => listenTo(worker!)))
  const text = await AggregatorRegistry.aggregate([...latest.values(), await ended]).metrics()
  if (asker.isConnected()) asker.send({ ...question, answer: text })
}

/** A process that is starting or ending is silent; its previous metrics count. */
async function listenTo(worker: Worker) {
  if (!worker.isConnected()) return
  const told = await ask<MetricObject[]>(worker, 'one')
  if (told && !worker.isDead()) latest.set(worker.id, told)
}

function keepCounts({ id }: Worker) {
  const last = latest.get(id) ?? []
  latest.delete(id)
  ended = ended.then((before) => {
    return AggregatorRegistry.aggregate([before, last.filter(isCount)]).getMetricsAsJSON()
  })
}

// The package declares a number, and sends the word.
function isCount({ type }: MetricObject) {
  return ['counter', 'histogram'].includes(String(type))
}
