import { readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'

/** The application's version. The framework's own `app.version` is null unless it is set. */
export async function readVersion(): Promise<string> {
  return JSON.parse(await readFile(app.makePath('package.json'), 'utf8')).version
}
