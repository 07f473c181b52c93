import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Where the embedded parts keep what must outlive a restart, relative to `DATA_DIR`. */
export const embeddedFiles = {
  appKey: 'app.key',
  databaseUrl: 'postgres.url',
  unfinishedRestore: 'restore.unfinished',
} as const

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
