import { execFile, type ExecFileException } from 'node:child_process'
import { type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { crashes, isMachineFault } from '#app/media/machine_fault'
import { type Limits, type Tools } from '#app/media/media'
import { maxEdge } from '#app/media/size'

/** How a program that was given a file exited; everything else is thrown. */
export interface Ending {
  /** What it printed; missing where it failed on the file. */
  output?: Buffer
  /** It failed for it computed longer than it may. */
  isLate?: boolean
}

type Failure = ExecFileException & { stderr: Buffer }

const run = promisify(execFile)

/** No picture for variants needs more: a square at four bytes a pixel, and room to spare. */
const maxOutput = 4 * maxEdge ** 2 + 1024 ** 2

/** Seconds until a program that ignores the request to end is killed. */
const grace = 4

/** What a file can make a program end with: a fault of its own, or a try to write. */
const ownSignals = [...crashes, 'SIGXFSZ']

/** What prlimit, or the loader of libraries, ends with when a program cannot start. */
const notStarted = [126, 127]

/** What ffmpeg, which handles signals, ends with when it was told to end. */
const toldToEnd = [123, 255]

/**
 * Runs a program on a file that may be hostile: no shell, no environment, no input but `input`,
 * bounded output, an end after `limits.seconds` and, where prlimit is installed, a third of that for computing,
 * bounded memory and no byte written. Throws when it is missing, or somebody else ended it, or a
 * busy machine kept it waiting: the file is not to blame.
 */
export async function runTool(
  command: string,
  args: string[],
  limits: Limits,
  { prlimit }: Tools,
  input: Iterable<Buffer> | AsyncIterable<Buffer> = []
): Promise<Ending> {
  const seconds = Math.ceil(limits.seconds / 3)
  const time = `--cpu=${seconds}:${seconds + grace}`
  const bounds = [`--data=${limits.memory}`, time, '--fsize=0', '--core=0']
  const [program, ...rest] = prlimit
    ? [prlimit, ...bounds, '--', command, ...args]
    : [command, ...args]
  const start = performance.now()
  const running = run(program, rest, {
    encoding: 'buffer',
    env: {},
    killSignal: 'SIGKILL',
    maxBuffer: maxOutput,
    timeout: limits.seconds * 1000,
  })
  const ending = running.then(
    ({ stdout }) => ({ output: stdout }),
    (error: Failure) => {
      // It may compute in two threads at once.
      const hasComputed = performance.now() - start >= (seconds / 2) * 1000
      return endingOf(error, prlimit !== undefined, hasComputed)
    }
  )
  const [ended] = await Promise.all([ending, feed(running.child.stdin, input)])
  return ended
}

/** Whether the program reads all of it is its own matter: how it ends tells. */
async function feed(stdin: Writable | null, input: Iterable<Buffer> | AsyncIterable<Buffer>) {
  const faults: unknown[] = []
  const watched = async function* () {
    try {
      yield* input
    } catch (error) {
      faults.push(error)
    }
  }
  if (stdin) await pipeline(watched, stdin).catch(() => undefined)
  if (faults.length > 0) throw faults[0]
}

/** Of a run that failed. Without prlimit the clock is all that bounds what it computes. */
function endingOf(error: Failure, isBounded: boolean, hasComputed: boolean): Ending {
  const { code, signal, killed } = error
  if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return {}
  const wasTold = toldToEnd.includes(Number(code))
  const isLate =
    signal === 'SIGXCPU' || (isBounded ? wasTold && hasComputed : signal === 'SIGKILL' && killed)
  if (isLate) return { isLate }
  const isUnstarted =
    notStarted.includes(Number(code)) || error.stderr.toString('latin1', 0, 9) === 'prlimit: '
  const isEnded = wasTold || (signal && !ownSignals.includes(signal))
  if (isMachineFault(error)) throw error
  if (isUnstarted || isEnded) throw new Error(`${signal ?? code}: ${error.message.slice(0, 1000)}`)
  return {}
}
