import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { readIfPresent, renameDurably } from '#app/process/files'
import type { PostgresAccount } from '#app/installation/postgres_account'
import type { PostgresBinaries } from '#app/installation/postgres_binaries'
import { reasonOf, StartError } from '#app/process/start_error'

/** Both the role that the application signs in with and the database that it owns. */
export const DATABASE_NAME = 'media_inbox'

/**
 * The folder that holds PostgreSQL's data. It is made under another name and renamed once it is
 * complete, role and database included, so a half-made one is never taken for a cluster.
 */
export class PostgresCluster {
  constructor(
    readonly folder: string,
    readonly account: PostgresAccount,
    readonly binaries: PostgresBinaries
  ) {}

  /** Makes the cluster, with `password` for the application's role, where there is none yet. */
  async ensure(password: string) {
    const version = await this.#version()
    if (version) return this.#checkVersion(version)

    const holds = await readdir(this.folder).catch(() => [])
    if (holds.length > 0) {
      throw new StartError(
        `${this.folder} holds something that is no PostgreSQL data: move it away.`
      )
    }
    await this.#make(password).catch((cause) => {
      throw new StartError(`PostgreSQL could not make its data: ${reasonOf(cause)}`, { cause })
    })
  }

  async #version() {
    const version = await readIfPresent(join(this.folder, 'PG_VERSION'))
    return version?.trim()
  }

  async #checkVersion(version: string) {
    const program = await this.account.run(this.binaries.postgres, ['--version'])
    const major = /(\d+)/.exec(program)?.[1]
    if (version === major) return
    throw new StartError(
      `${this.folder} was written by PostgreSQL ${version}, and this installation brings ${major}: ` +
        'back up with the former release (inbox:backup), and restore with this one into a new DATA_DIR.'
    )
  }

  async #make(password: string) {
    await this.#removeUnfinished()
    // Under a new name each time, since a start that was killed may have left a program at work.
    const unfinished = await mkdtemp(`${this.folder}.unfinished-`)
    await this.account.own(unfinished)

    await this.account.run(this.binaries.initdb, [
      `--pgdata=${unfinished}`,
      '--username=postgres',
      '--encoding=UTF8',
      '--locale=C',
      // Orders text the same on every machine, whatever its C library thinks today.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--data-checksums',
      // The superuser has no password, so that nobody can sign in as it.
      '--auth-local=reject',
      '--auth-host=scram-sha-256',
    ])
    await this.account.run(
      this.binaries.postgres,
      ['--single', '-D', unfinished, '-c', 'log_checkpoints=off', 'postgres'],
      `CREATE ROLE ${DATABASE_NAME} LOGIN CREATEDB CREATEROLE PASSWORD '${password}'\n` +
        `CREATE DATABASE ${DATABASE_NAME} OWNER ${DATABASE_NAME}\n`
    )
    await renameDurably(unfinished, this.folder)
  }

  async #removeUnfinished() {
    const parent = dirname(this.folder)
    const prefix = `${basename(this.folder)}.unfinished-`
    for (const name of await readdir(parent)) {
      if (name.startsWith(prefix)) await rm(join(parent, name), { recursive: true, force: true })
    }
  }
}
