import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Where the embedded parts keep what must outlive a restart, relative to `DATA_DIR`. */
export const embeddedFiles = {
  appKey: 'app.key',
  databaseUrl: 'postgres.url',
  unfinishedRestore: 'restore.unfinished',
} as const

/** Stands for a database that nobody has set up yet, in what the doctor looks at. */
export const NO_DATABASE = 'postgres://not-set.invalid/media_inbox'

/** Fills in what must be set, so that a command can say what is missing. */
export function standIns(environment: NodeJS.ProcessEnv) {
  environment.DATABASE_URL ||= NO_DATABASE
  environment.APP_KEY ||= randomBytes(32).toString('base64url')
}

/**
 * The variables that an embedded installation keeps under its data folder: the application key
 * and the address of its own PostgreSQL. Empty where nothing was started there yet.
 */
export function embeddedVariables(dataDir = 'storage') {
  const read = (name: string) => {
    const path = join(resolve(dataDir), name)
    return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined
  }
  const variables = {
    DATABASE_URL: read(embeddedFiles.databaseUrl),
    APP_KEY: process.env.APP_KEY || read(embeddedFiles.appKey),
  }
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value))
}
