import { readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { runCommand } from '#app/process/command'

/**
 * Whether `pid` is alive and its command line holds `mark`. A number alone is not enough: after
 * a crash it may belong to a stranger, who must not be signalled.
 */
export async function isRunning(pid: number, mark: string) {
  const line = await commandLine(pid)
  return line.includes(mark)
}

/**
 * Ends the leader of a process group if it is still the one meant: it is asked to, and after
 * `graceMs` the whole group is forced to.
 */
export async function endGroup(leader: number, mark: string, graceMs: number) {
  if (!(await isRunning(leader, mark))) return
  sendSignal(leader, 'SIGTERM')
  if (await hasEnded(leader, mark, graceMs)) return
  sendSignal(-leader, 'SIGKILL')
  await hasEnded(leader, mark, 5_000)
}

async function hasEnded(pid: number, mark: string, waitMs: number) {
  const deadline = Date.now() + waitMs
  while (Date.now() < deadline) {
    if (!(await isRunning(pid, mark))) return true
    await delay(50)
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
