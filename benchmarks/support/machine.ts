import { cpus, release, totalmem, type } from 'node:os'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { findPostgresBinaries } from '#app/installation/postgres_binaries'

const run = promisify(execFile)

/** What was measured on, as rows of a table. */
export async function describeMachine() {
  const { postgres } = await findPostgresBinaries()
  const { stdout } = await run(postgres, ['--version'])
  const cores = cpus()
  return [
    ['processor', `${cores[0].model}, ${cores.length} cores`],
    ['memory', `${(totalmem() / 1e9).toFixed(0)} GB`],
    ['system', `${type()} ${release()}`],
    ['Node', process.version],
    ['PostgreSQL', stdout.trim().replace(/^.*?([\d.]+).*$/, '$1')],
  ]
}
