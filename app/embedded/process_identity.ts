import { readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { runCommand } from '#embedded/command'

/**
 * Whether `pid` is alive and its command line holds `mark`. A number alone proves nothing: after
 * a crash it may belong to a stranger, who must not be signalled.
 */
export async function isRunning(pid: number, mark: string) {
  const line = await commandLine(pid)
  return line.includes(mark)
}

/** Ends the process if it is still the one meant: politely, and after `graceMs` by force. */
export async function endProcess(pid: number, mark: string, graceMs: number) {
  if (await signalled(pid, mark, 'SIGTERM', graceMs)) return
  await signalled(pid, mark, 'SIGKILL', 5_000)
}

async function signalled(pid: number, mark: string, signal: NodeJS.Signals, waitMs: number) {
  if (!(await isRunning(pid, mark))) return true
  sendSignal(pid, signal)
  const deadline = Date.now() + waitMs
  while (Date.now() < deadline) {
    await delay(50)
    if (!(await isRunning(pid, mark))) return true
  }
  return false
}

/** False where the process has ended already. */
export function sendSignal(pid: number, signal: NodeJS.Signals) {
  try {
    return process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
    throw error
  }
}

/** Empty where there is no such process. A zombie has an empty one too, and is as good as gone. */
async function commandLine(pid: number) {
  if (process.platform !== 'linux') {
    return runCommand('ps', ['-o', 'args=', '-p', String(pid)]).catch(() => '')
  }
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return line.replaceAll('\0', ' ')
}
