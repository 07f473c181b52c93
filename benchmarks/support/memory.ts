import { readFileSync } from 'node:fs'

const EVERY_MS = 20

/** Resident memory of a process in bytes. */
export function residentMemory(pid: number) {
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!
  return Number(kilobytes) * 1024
}

/** The highest resident memory of a process, in bytes, and the seconds, while the work runs. */
export async function whileWatching<Result>(pid: number, work: () => Promise<Result>) {
  let peak = 0
  const look = () => (peak = Math.max(peak, residentMemory(pid)))
  const timer = setInterval(look, EVERY_MS)
  const startedAt = performance.now()
  try {
    const result = await work()
    return { result, peak, seconds: (performance.now() - startedAt) / 1000 }
  } finally {
    clearInterval(timer)
  }
}
