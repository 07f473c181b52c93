import { readFileSync } from 'node:fs'
import { reasonOf, StartError } from '#app/process/start_error'

/** The variables that may be in a file instead, named by the same variable with `_FILE`. */
const SECRETS = [
  'APP_KEY',
  'DATABASE_URL',
  'DATABASE_MIGRATION_URL',
  'REDIS_URL',
  'S3_ACCESS_KEY',
  'S3_SECRET_KEY',
  'STORE_HOOK_SECRET',
  'SMTP_URL',
  'ADMIN_PASSWORD',
]
const PROVIDER_SECRET = /^OIDC_[A-Z0-9_]+_CLIENT_SECRET$/

/**
 * Reads the secrets that are in files, as Docker and Kubernetes mount them, into the variables
 * without `_FILE`. A line break at the end does not count.
 */
export function readSecretFiles(variables: NodeJS.ProcessEnv) {
  for (const fileVariable of Object.keys(variables).filter((name) => name.endsWith('_FILE'))) {
    const name = fileVariable.slice(0, -'_FILE'.length)
    const path = variables[fileVariable]
    if (!path || !(SECRETS.includes(name) || PROVIDER_SECRET.test(name))) continue
    if (variables[name]) throw new StartError(`${name} and ${fileVariable} are both set: unset one`)
    variables[name] = read(fileVariable, path)
    // A child that inherits the variables would find both.
    delete variables[fileVariable]
  }
}

function read(fileVariable: string, path: string) {
  try {
    return readFileSync(path, 'utf8').trimEnd()
  } catch (cause) {
    throw new StartError(`${fileVariable}: the file can't be read (${reasonOf(cause)})`, { cause })
  }
}
