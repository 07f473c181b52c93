import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { getActiveTest } from '@japa/runner'
import { eventually } from '#tests/support/eventually'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

/** So much of what a program says is kept, in characters. */
const KEPT = 200_000

/**
 * A program of this project in a process of its own. It is killed after the test that started
 * it; one that a group's setup started is to be killed by the group's teardown.
 */
export class ChildProgram {
  readonly #child: ChildProcess
  #output = ''
  /** How it ended, once it has and nobody writes for it any more: exit code or signal. */
  readonly ended: Promise<number | NodeJS.Signals>

  constructor(args: string[], env: NodeJS.ProcessEnv = process.env) {
    this.#child = spawn(process.execPath, args, { cwd: ROOT, env, detached: true, stdio: 'pipe' })
    this.ended = once(this.#child, 'close').then(([code, signal]) => code ?? signal)
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk) => (this.#output = (this.#output + chunk).slice(-KEPT)))
    }
    getActiveTest()?.cleanup(() => this.kill())
  }

  get pid() {
    return this.#child.pid!
  }

  get hasEnded() {
    return this.#child.exitCode !== null || this.#child.signalCode !== null
  }

  /** What it has said so far, on both of its streams. */
  get output() {
    return this.#output
  }

  signal(signal: NodeJS.Signals) {
    this.#child.kill(signal)
  }

  /** As a Ctrl-C or a shell's `kill` does it: to the program and all in its process group. */
  signalGroup(signal: NodeJS.Signals) {
    if (!this.hasEnded) process.kill(-this.pid, signal)
  }

  async kill() {
    this.signalGroup('SIGKILL')
    await this.ended
  }

  /** Waits until the program has said something that fits, and returns the match. */
  async says(pattern: RegExp, deadline = 60_000) {
    await eventually(() => this.hasEnded || pattern.test(this.#output), { deadline })
    const match = pattern.exec(this.#output)
    if (!match) throw new Error(`The program ended, having said:\n${this.#output}`)
    return match
  }
}
