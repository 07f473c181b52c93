import { once } from 'node:events'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { ensureApplicationKey } from '#app/installation/application_key'
import { CommandFailure, runCommand } from '#app/process/command'
import { EmbeddedPostgres } from '#app/installation/embedded_postgres'
import { checkBucket, checkDatabase } from '#app/installation/environment'
import {
  checkEnvironment,
  completeEnvironment,
  misspeltVariables,
} from '#app/installation/environment'
import { lockFolder } from '#app/process/folder_lock'
import { freePort } from '#app/process/free_port'
import { greeting } from '#app/installation/greeting'
import { checkStoreBelongs } from '#app/installation/check_store'
import { networkUrls } from '#app/installation/network_addresses'
import { checkPort } from '#app/installation/port_check'
import { ensureProductionBuild } from '#app/installation/production_build'
import { waitUntilReady } from '#app/installation/readiness'
import { Service } from '#app/installation/service'
import { serviceRecipes, type Mode } from '#app/installation/service_recipes'
import { watchSources } from '#app/installation/source_watch'
import { StartError } from '#app/process/start_error'
import { refuseUnfinishedRestore } from '#app/installation/unfinished_restore'

/** A service that a killed start left behind has noticed already that its supervisor is gone. */
const LEFTOVER_GRACE = 5_000
const READY_DEADLINE = 60_000

export interface SupervisorOptions {
  /** The project's folder, absolute. */
  root: string
  mode: Mode
  announce: (line: string) => void
}

/**
 * Everything that `npm start` runs: PostgreSQL unless `DATABASE_URL` names another, the API and
 * the worker; started, kept alive, and ended in order.
 */
export class Supervisor {
  #postgres?: EmbeddedPostgres
  #services: Service[] = []

  constructor(readonly options: SupervisorOptions) {}

  /** Runs until `stop` is given, and returns when the last process has ended. */
  async run(stop: AbortSignal) {
    try {
      await this.#start(stop)
      if (!stop.aborted) await once(stop, 'abort')
      this.options.announce('Stopping …')
    } catch (error) {
      // What a requested stop interrupts is not a failure.
      if (!stop.aborted) throw error
    } finally {
      await Promise.all(this.#services.map((service) => service.stop()))
      await this.#postgres?.stop()
    }
  }

  async #start(stop: AbortSignal) {
    const { root, mode, announce } = this.options
    const startedAt = Date.now()
    const dataDir = await completeEnvironment(root, mode)
    await lockFolder(dataDir, 'end that one, or set DATA_DIR to a folder of its own')
    await refuseUnfinishedRestore(dataDir)

    const recipes = serviceRecipes(root, dataDir, mode)
    const services = recipes.map((recipe) => new Service(recipe, announce))
    const [api, worker] = services
    await Promise.all(services.map((service) => service.endLeftover(LEFTOVER_GRACE)))

    let administrator = ''
    const ace = (...args: string[]) => runAce(api.recipe.cwd, args, stop)
    const steps = [
      () => this.#startDatabase(dataDir),
      () => this.#checkSettings(),
      () => (mode === 'production' ? ensureProductionBuild(root, announce, stop) : undefined),
      () => ace('migration:run', '--force'),
      () => checkStoreBelongs(),
      // Says the password that it may have made, once.
      async () => {
        administrator = await ace('db:seed')
      },
    ]
    for (const step of steps) {
      await step()
      stop.throwIfAborted()
    }

    this.#services = services
    for (const service of this.#services) service.start()
    if (mode === 'development') watchSources(root, () => worker.reload(), stop)

    const url = addressOf(process.env.HOST, process.env.PORT)
    await Promise.race([waitUntilReady(url, READY_DEADLINE, stop), this.#deathOf(api)])
    const env = await checkEnvironment()
    const registration = env.get('REGISTRATION', 'open')
    announce(
      greeting({
        url,
        // With APP_URL, files have their URLs there.
        networkUrls: env.get('APP_URL')
          ? []
          : networkUrls(process.env.HOST ?? '0.0.0.0', process.env.PORT!),
        dataDir,
        registration,
        administrator: stripVTControlCharacters(administrator).trim(),
        seconds: (Date.now() - startedAt) / 1000,
        isTerminal: process.stdout.isTTY,
      })
    )
  }

  async #startDatabase(dataDir: string) {
    if (process.env.DATABASE_URL) return
    process.env.APP_KEY ||= await ensureApplicationKey(dataDir)
    this.#postgres = await EmbeddedPostgres.start(dataDir)
    this.#postgres.keepAlive(this.options.announce)
    process.env.DATABASE_URL = this.#postgres.url
  }

  async #checkSettings() {
    const env = await checkEnvironment()
    for (const { name, meant } of await misspeltVariables()) {
      this.options.announce(`${name} is set, but nothing reads it. Is it meant to be ${meant}?`)
    }
    await checkDatabase(env.get('DATABASE_URL'))
    await checkBucket()
    const port = env.get('PORT') || (await freePort())
    await checkPort(env.get('HOST') ?? '0.0.0.0', port)
    process.env.PORT = String(port)
  }

  async #deathOf(service: Service) {
    const ending = await service.firstDeath
    throw new StartError(`The ${service.recipe.name} ended before it was ready (${ending}).`)
  }
}

async function runAce(cwd: string, args: string[], stop: AbortSignal) {
  try {
    return await runCommand(process.execPath, [join(cwd, 'ace.js'), ...args], { cwd, signal: stop })
  } catch (cause) {
    if (!(cause instanceof CommandFailure)) throw cause
    throw new StartError(`node ace ${args.join(' ')} failed.\n${cause.output}`, { cause })
  }
}

/** Where this machine itself reaches an API that listens there. */
function addressOf(host = '0.0.0.0', port?: string) {
  if (host === '0.0.0.0' || host === '::') return `http://localhost:${port}`
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}
