import { access, constants } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { EnvProcessor } from '@adonisjs/core/env'
import pg from 'pg'
import { misspelt } from '#app/process/misspelt'
import { makeFolder } from '#app/process/files'
import { readSecretFiles } from '#app/process/secret_files'
import { asStartError, reasonOf, StartError } from '#app/process/start_error'

/**
 * Completes the variables of this process, and so of all that it starts, from the project's
 * `.env` files and with what is not set by anybody. Returns the data folder, which exists then.
 */
export async function completeEnvironment(root: string, mode: 'production' | 'development') {
  process.env.NODE_ENV = mode
  await new EnvProcessor(pathToFileURL(`${root}/`)).process()
  readSecretFiles(process.env)
  process.env.PORT ||= '3000'
  // A person wants to read the banner, not each request.
  if (process.stdout.isTTY && mode === 'production') process.env.LOG_LEVEL ||= 'warn'
  // Both are on this machine, where they cannot have the same port.
  const { METRICS_PORT: metricsPort } = process.env
  if (metricsPort) process.env.WORKER_METRICS_PORT ||= String(Number(metricsPort) + 1)

  const dataDir = resolve(root, process.env.DATA_DIR || 'storage')
  process.env.DATA_DIR = dataDir
  await ensureWritable(dataDir)
  return dataDir
}

/** All variables, checked by the application's own rules. */
export async function checkEnvironment() {
  try {
    const { default: env } = await import('#start/env')
    return env
  } catch (error) {
    throw asStartError(error)
  }
}

/** What is set under a name that nothing reads, and that may be a slip. */
export async function misspeltVariables() {
  const { variableNames } = await import('#start/env')
  return misspelt(Object.keys(process.env), variableNames)
}

/** Fails, without its password, where the database of DATABASE_URL can't be used. */
export async function checkDatabase(url: string) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  try {
    await client.connect()
    await client.end()
  } catch (cause) {
    const { host, pathname } = new URL(url)
    throw new StartError(
      `DATABASE_URL: the database ${pathname.slice(1)} at ${host} can't be used (${reasonOf(cause)}).`,
      { cause }
    )
  }
}

/** Fails where the bucket of S3_BUCKET, if one is named, can't be used. */
export async function checkBucket() {
  const { default: storage } = await import('#config/storage')
  if (!storage.s3) return
  const { findBucketFault } = await import('#app/storage/s3/bucket_fault')
  const fault = await findBucketFault(storage.s3)
  if (fault) throw new StartError(fault.message)
}

async function ensureWritable(folder: string) {
  try {
    await makeFolder(folder)
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (cause) {
    throw new StartError(
      `DATA_DIR ${folder} can't be written to (${reasonOf(cause)}): set DATA_DIR to a folder that can.`,
      { cause }
    )
  }
}
