import { execFile, type ExecFileOptions } from 'node:child_process'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/**
 * Runs a program to its end and returns what it printed. `input` goes to its standard input.
 * Rejects, with `stderr` on the error, where it ends with anything but 0.
 */
export async function runCommand(
  program: string,
  args: string[],
  { input = '', ...options }: ExecFileOptions & { input?: string } = {}
) {
  const running = execute(program, args, options)
  // A program may end without reading its input; its exit code then tells whether that is bad.
  running.child.stdin?.once('error', () => undefined).end(input)
  const { stdout } = await running
  return String(stdout)
}
