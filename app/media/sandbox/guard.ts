import { workerData } from 'node:worker_threads'
import { endWithPrograms, memorySignal, timeSignal } from '#app/media/sandbox/protocol'

/** Bytes and seconds that this process may take, and who started it. */
export interface Bounds {
  memory: number
  seconds: number
  parent: number
}

const { memory, seconds, parent } = workerData as Bounds
const before = process.cpuUsage()

// Runs as a thread beside a decoder, which may keep the main thread busy: ends the process when
// it exceeds its limits, or when its parent is gone.
setInterval(() => {
  const { user, system } = process.cpuUsage(before)
  if (process.memoryUsage.rss() > memory) process.kill(process.pid, memorySignal)
  if (user + system > seconds * 1e6) process.kill(process.pid, timeSignal)
  if (process.ppid !== parent) endWithPrograms(process.pid)
}, 20)
