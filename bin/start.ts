/*
 * Entry point of `npm start` and `npm run dev`: everything at once, on this machine.
 */
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { reasonOf, reportFailedStart, StartError } from '#app/process/start_error'
import { Supervisor } from '#app/installation/supervisor'

const USAGE = `Usage: npm start            run everything from the production build
       npm run dev          the same from the sources, with hot reload

Starts PostgreSQL, the API and the worker, and stops them at Ctrl-C or SIGTERM. Settings are
environment variables, also read from a file .env; README.md lists them. The most common:
  PORT           where the API listens (3000)
  DATA_DIR       where everything is kept (storage)
  DATABASE_URL   a PostgreSQL to use instead of the embedded one
  REDIS_URL      a Redis for queue and limits
  S3_BUCKET      a bucket for the files instead of DATA_DIR`

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => stop.abort())
}

try {
  const flags = readFlags()
  if (flags.help) console.log(USAGE)
  else await supervise(flags.dev ? 'development' : 'production')
} catch (error) {
  reportFailedStart(error)
}

function readFlags() {
  try {
    const options = { dev: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const
    return parseArgs({ options }).values
  } catch (cause) {
    throw new StartError(`${reasonOf(cause)}\n\n${USAGE}`, { cause })
  }
}

function supervise(mode: 'production' | 'development') {
  const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '')
  return new Supervisor({ root, mode, announce: (line) => console.log(line) }).run(stop.signal)
}
