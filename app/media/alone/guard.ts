import { workerData } from 'node:worker_threads'
import { memorySignal } from '#media/alone/protocol'

const { memory, parent } = workerData as { memory: number; parent: number }

// Runs as a thread beside a decoder, which may keep the main thread busy: ends the process when
// it holds more memory than it may, or when whoever started it is gone.
setInterval(() => {
  if (process.memoryUsage.rss() > memory) process.kill(process.pid, memorySignal)
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
}, 20)
