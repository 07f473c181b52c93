import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { isMachineFault } from '#media/machine_fault'
import { type Limits, type Tools } from '#media/media'

const run = promisify(execFile)

/** No picture for a variant needs more: 1600 pixels square at four bytes, and room to spare. */
const maxOutput = 32 * 1024 * 1024

/**
 * Runs a program on a file that may be hostile: no shell, no environment, no input but `input`,
 * bounded output, an end after `limits.seconds` and, where prlimit is installed, a third of that for computing,
 * bounded memory and no byte written. Gives what it printed; undefined when it
 * failed, for a file without a thumbnail is kept all the same.
 */
export async function runTool(
  command: string,
  args: string[],
  limits: Limits,
  { prlimit }: Tools,
  input?: Buffer
): Promise<Buffer | undefined> {
  const seconds = Math.ceil(limits.seconds / 3)
  const bounds = [`--data=${limits.memory}`, `--cpu=${seconds}`, '--fsize=0', '--core=0']
  const [program, ...rest] = prlimit
    ? [prlimit, ...bounds, '--', command, ...args]
    : [command, ...args]
  try {
    const running = run(program, rest, {
      encoding: 'buffer',
      env: {},
      killSignal: 'SIGKILL',
      maxBuffer: maxOutput,
      timeout: limits.seconds * 1000,
    })
    // Whether it reads all of it is its own matter: how it ends tells.
    running.child.stdin?.on('error', () => undefined).end(input)
    const { stdout } = await running
    return stdout
  } catch (error) {
    if (isMachineFault(error)) throw error
    return undefined
  }
}
