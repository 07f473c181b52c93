import { readFileSync } from 'node:fs'

const EVERY_MS = 20

/** Resident memory of a process and of all that it started, in bytes. */
export function residentMemory(pid: number): number {
  const own = Number(/^VmRSS:\s+(\d+)/m.exec(read(pid, 'status'))?.[1] ?? 0) * 1024
  return childrenOf(pid).reduce((sum, child) => sum + residentMemory(child), own)
}

/** The highest resident memory that a process ever had by itself, in bytes, as the kernel noted it. */
export function peakMemory(pid: number): number {
  return Number(/^VmHWM:\s+(\d+)/m.exec(read(pid, 'status'))![1]) * 1024
}

function childrenOf(pid: number) {
  const list = read(pid, `task/${pid}/children`)
  return list.split(' ').filter(Boolean).map(Number)
}

/** Nothing of a process that has ended meanwhile. */
function read(pid: number, name: string) {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8')
  } catch {
    return ''
  }
}

/** The highest resident memory of a process and of all that it started, in bytes, and the seconds, while the work runs. */
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
