import { spawn, type SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'

/** A program ended badly. `output` is what it said, on both of its streams. */
export class CommandFailure extends Error {
  constructor(
    program: string,
    ending: string | number,
    readonly output: string
  ) {
    super(`${program} ended with ${ending}: ${output.trim().split('\n').at(-1)}`)
  }
}

/**
 * Runs a program to its end and returns what it printed; `input` goes to its standard input.
 * It has a session of its own, where a Ctrl-C does not cut it off half-way.
 */
export async function runCommand(
  program: string,
  args: string[],
  { input = '', ...options }: Omit<SpawnOptions, 'stdio'> & { input?: string } = {}
) {
  const child = spawn(program, args, { ...options, detached: true, stdio: 'pipe' })
  // A program may end without reading its input; its exit code then shows whether that is an error.
  child.stdin.once('error', () => undefined).end(input)

  const [output, errors, [code, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ])
  if (code !== 0) throw new CommandFailure(program, code ?? signal, output + errors)
  return output
}
