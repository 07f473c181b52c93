import { Ignitor } from '@adonisjs/core'
import type { ApplicationService } from '@adonisjs/core/types'
import { asStartError } from '#app/process/start_error'

const APP_ROOT = new URL('../', import.meta.url)

// What is built is run in earnest, by whatever runs it; the sources are for development too.
if (import.meta.url.endsWith('.js')) process.env.NODE_ENV ||= 'production'

/**
 * The application, ready to be run as a server, a command or a test suite. Each entry point
 * in this folder picks one of them.
 */
export function ignite() {
  return new Ignitor(APP_ROOT, { importer: importFromRoot }).tap((app) => {
    app.booting(async () => {
      await import('#start/env').catch((error) => {
        throw asStartError(error)
      })
    })
  })
}

/**
 * Ends the process in order at SIGTERM and Ctrl-C, however often: work in progress finishes. Before
 * that, `announce` may notify others.
 */
export function endAtSignals(app: ApplicationService, announce = async () => {}) {
  let ending: Promise<void> | undefined
  const end = () => {
    // The exit is for a signal that comes while the application boots, which continues regardless.
    ending ??= announce()
      .then(() => app.terminate())
      .then(() => process.exit())
  }
  app.listen('SIGTERM', end)
  app.listen('SIGINT', end)
}

function importFromRoot(path: string) {
  return import(path.startsWith('.') ? new URL(path, APP_ROOT).href : path)
}
