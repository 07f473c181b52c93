import { once } from 'node:events'
import { fork } from 'node:child_process'
import { tmpdir } from 'node:os'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withDeadline } from '#app/media/deadline'
import { endWithPrograms, memorySignal, timeSignal, type Answer } from '#app/media/sandbox/protocol'
import { crashes } from '#app/media/machine_fault'
import { type Inspection, type ProcessOptions } from '#app/media/media'
import { Rejection } from '#app/media/rejection'

const extension = extname(import.meta.url)
const entry = fileURLToPath(new URL(`./child${extension}`, import.meta.url))
const root = fileURLToPath(new URL('../../../', import.meta.url))

/** How much longer than it may compute a process may be silent: the machine can be busy. */
const patience = 5

/** Seconds more that it may need to start. */
const starting = 20

/**
 * Does what `processFile` does, in a process of its own that knows no secrets, takes at most
 * `limits.memory` bytes more than when it is idle, and computes for at most `limits.seconds`.
 * Whatever the file does to it becomes a rejection. A process that somebody else ended, or that a
 * busy machine keeps waiting, is an error: the file is not to blame.
 */
export async function processInSandbox(path: string, options: ProcessOptions): Promise<Inspection> {
  const { onVariant, signal, budget, ...settings } = options
  signal?.throwIfAborted()
  const silence = settings.limits.seconds * patience
  const child = start()
  const end = once(child, 'exit').then(([code, reason]) => lastAnswer(code, reason))
  const ask = async (message: object, seconds = silence) => {
    const answer = once(child, 'message').then(([value]) => value as Answer)
    child.send(message, () => undefined)
    const late = new Error(`The process that reads the file was silent for ${seconds} s.`)
    return withDeadline(Promise.race([answer, end]), seconds, signal, late)
  }

  try {
    let answer = await ask({ path, settings }, starting + silence)
    while (answer.kind === 'variant') {
      await onVariant(answer.variant)
      answer = await ask({})
    }
    if (answer.kind === 'inspection') return answer.inspection
    if (answer.kind === 'rejection') throw new Rejection(answer.code, answer.message)
    throw new Error(answer.message)
  } finally {
    if (child.pid) endWithPrograms(child.pid)
  }
}

/**
 * Without our environment: what a decoder is tricked into can read no secret there. The fonts of a
 * drawing are listed anew each time, with a complaint, where no folder for that can be written. In
 * a group of its own, so that its programs end with it, and Ctrl-C lets it finish as it lets us.
 */
function start() {
  return fork(entry, {
    cwd: root,
    detached: true,
    env: { XDG_CACHE_HOME: tmpdir() },
    execArgv: extension === '.ts' ? ['--import=@poppinss/ts-exec'] : [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
}

/** What a process that ended without an answer would have said. */
function lastAnswer(code: number | null, signal: NodeJS.Signals | null): Answer {
  if (signal === memorySignal) return { kind: 'rejection', code: 'E_PROCESSING_MEMORY' }
  if (signal === timeSignal) return { kind: 'rejection', code: 'E_PROCESSING_TIMEOUT' }
  if (signal && crashes.includes(signal)) return { kind: 'rejection', code: 'E_PROCESSING_CRASHED' }
  return { kind: 'error', message: `The process that read the file ended with ${signal ?? code}.` }
}
