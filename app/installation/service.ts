import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { readIfPresent } from '#app/process/files'
import { endGroup, sendSignal } from '#app/process/process_identity'
import { BackOff } from '#app/process/back_off'

/** How a service is run: a script, in a process of Node. */
export interface ServiceRecipe {
  name: string
  /** Options of Node itself, before the script. */
  nodeOptions: string[]
  /** Absolute, since it is also how a process is recognized after a crash. */
  script: string
  args: string[]
  /** Set for it beside our own, which win. */
  variables: Record<string, string>
  cwd: string
  /** Where its process number is kept, for the start after a crash. */
  dataDir: string
  /** How long it may take to end when asked to, in milliseconds. */
  graceMs: number
}

/**
 * A process that is started again whenever it dies. It leads a process group of its own, so
 * that signals reach it through us alone, and exits if we die (see `attached`).
 */
export class Service {
  #process?: ChildProcess
  #backOff = new BackOff()
  #isReloading = false
  #stopping = new AbortController()
  #loop?: Promise<void>
  #firstDeath = Promise.withResolvers<string>()

  constructor(
    readonly recipe: ServiceRecipe,
    readonly announce: (line: string) => void
  ) {}

  /** Resolves, with how it ended, when the process dies for the first time. */
  get firstDeath() {
    return this.#firstDeath.promise
  }

  start() {
    this.#loop = this.#keepAlive()
  }

  /** Asks the process to exit, so that it starts again from the changed sources. */
  reload() {
    this.#isReloading = true
    this.#process?.kill('SIGTERM')
  }

  /** Ends the process: asked at first, and by force when it has not ended in time. */
  async stop() {
    this.#stopping.abort()
    const child = this.#process
    child?.kill('SIGTERM')
    const force = setTimeout(() => this.#killGroup(child), this.recipe.graceMs)
    await this.#loop
    clearTimeout(force)
    rmSync(this.#pidFile, { force: true })
  }

  /** Ends what a start that was killed may have left running. */
  async endLeftover(graceMs: number) {
    const pid = Number(await readIfPresent(this.#pidFile))
    if (pid) await endGroup(pid, this.recipe.script, graceMs)
  }

  async #keepAlive() {
    while (!this.#stopping.signal.aborted) {
      const startedAt = Date.now()
      const ending = await this.#runOnce()
      this.#firstDeath.resolve(ending)
      await this.#pause(ending, Date.now() - startedAt)
      this.#isReloading = false
    }
  }

  /** Runs the process to its end, ends whatever it left behind, and returns how it ended. */
  async #runOnce() {
    const { nodeOptions, script, args, variables, cwd } = this.recipe
    const child = spawn(process.execPath, [...nodeOptions, script, ...args], {
      cwd,
      env: { ...variables, ...process.env },
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    const ended = once(child, 'exit').then(
      ([code, signal]) => String(signal ?? `exit code ${code}`),
      (error) => String(error)
    )
    if (!child.pid) return ended

    this.#process = child
    writeFileSync(this.#pidFile, String(child.pid))
    await ended
    this.#process = undefined
    this.#killGroup(child)
    return ended
  }

  #killGroup(leader?: ChildProcess) {
    if (leader?.pid) sendSignal(-leader.pid, 'SIGKILL')
  }

  async #pause(ending: string, life: number) {
    const { signal } = this.#stopping
    if (signal.aborted || this.#isReloading) return

    const pause = this.#backOff.pauseAfter(life)
    this.announce(`The ${this.recipe.name} ended (${ending}) and starts again in ${pause} ms.`)
    await delay(pause, undefined, { signal }).catch(() => undefined)
  }

  get #pidFile() {
    return join(this.recipe.dataDir, `${this.recipe.name.toLowerCase()}.pid`)
  }
}
