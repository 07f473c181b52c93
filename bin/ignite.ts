import { Ignitor } from '@adonisjs/core'

const APP_ROOT = new URL('../', import.meta.url)

/**
 * The application, ready to be run as a server, a command or a test suite. Each entry point
 * in this folder picks one of them.
 */
export function ignite() {
  return new Ignitor(APP_ROOT, { importer: importFromRoot }).tap((app) => {
    app.booting(async () => {
      await import('#start/env')
    })
    app.listen('SIGTERM', () => app.terminate())
    app.listen('SIGINT', () => app.terminate())
  })
}

function importFromRoot(path: string) {
  return import(path.startsWith('.') ? new URL(path, APP_ROOT).href : path)
}
