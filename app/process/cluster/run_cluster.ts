import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { RateLimiterClusterMaster } from 'rate-limiter-flexible'
import { gatherMetrics } from '#app/process/cluster/gather_metrics'
import { BackOff } from '#app/process/back_off'

/**
 * Runs so many processes of this program, which share its port, and starts one again that dies.
 * At SIGTERM and Ctrl-C each ends in order, and then this one. Where the first ends before it
 * listens nothing can be served: its exit code is ours.
 */
export async function runCluster(count: number) {
  const stop = new AbortController()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => end(stop))
  gatherMetrics()
  countLimits()

  const first = fork()
  const exitCode = await startOf(first)
  if (exitCode !== undefined) {
    process.exitCode = exitCode
    return
  }
  const others = Array.from({ length: count - 1 }, () => keepAlive(stop.signal))
  await Promise.all([keepAlive(stop.signal, first), ...others])
}

/** The limits of all processes together, where there is no Redis to count them. */
function countLimits() {
  return new RateLimiterClusterMaster()
}

function end(stop: AbortController) {
  stop.abort()
  for (const worker of Object.values(cluster.workers!)) worker!.process.kill('SIGTERM')
}

function fork() {
  const worker = cluster.fork()
  // It has died and cannot receive this any more: its exit is handled.
  worker.on('error', ({ message }) => tell(`a process of the API does not listen (${message})`))
  return worker
}

/** Undefined once it listens; its exit code where it never does. */
async function startOf(worker: Worker) {
  const exit = once(worker, 'exit').then(([code]) => Number(code ?? 1))
  const listening = once(worker, 'listening').then(() => undefined)
  return Promise.race([listening, exit])
}

async function keepAlive(stop: AbortSignal, running?: Worker) {
  const backOff = new BackOff()
  while (!stop.aborted) {
    const begunAt = performance.now()
    const worker = running ?? fork()
    running = undefined
    const [code, signal] = await once(worker, 'exit')
    if (stop.aborted) return
    const pause = backOff.pauseAfter(performance.now() - begunAt)
    const ending = signal ?? `exit code ${code}`
    tell(`a process of the API ended (${ending}), starting another`, { pause })
    await delay(pause, undefined, { signal: stop }).catch(() => undefined)
  }
}

/** As the processes' own log has it, which is not loaded here. */
function tell(msg: string, fields = {}) {
  const time = new Date().toISOString()
  console.log(JSON.stringify({ level: 'error', time, name: 'media-inbox', ...fields, msg }))
}
