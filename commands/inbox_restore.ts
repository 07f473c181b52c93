import { readdir } from 'node:fs/promises'
import { parse, resolve } from 'node:path'
import { flags } from '@adonisjs/core/ace'
import { BackupCommand } from '#commands/_backup_command'
import { StartError } from '#app/process/start_error'
import type { RestoreBackup } from '#app/installation/backup/restore_backup'

export default class InboxRestore extends BackupCommand {
  static commandName = 'inbox:restore'
  static description = 'Make an installation of a backup, in an empty DATA_DIR'
  static help = [
    'Every file is checked against its checksum before it is used; a backup that is damaged, or of a newer release, is refused, and one of an older release is brought up to this one. Nothing is ever restored over what is there. Run it again where it was cut off. All sessions end: people sign in anew, with the passwords that they had when the backup was made.',
    '',
    '  DATA_DIR=/srv/inbox {{ binaryName }} inbox:restore --from /mnt/backups/2026-03-01T02-00-00-000Z',
  ]

  @flags.string({ description: 'The folder of the backup, which has to be named' })
  declare from?: string

  async run() {
    if (!this.from) throw new StartError('Name the folder of the backup: --from <folder>.')
    const { completeEnvironment } = await import('#app/installation/environment')
    const { RestoreBackup } = await import('#app/installation/backup/restore_backup')
    const dataDir = await completeEnvironment(this.app.makePath(), 'production')
    await this.#refuseServices()
    const restore = new RestoreBackup({
      from: resolve(this.from),
      dataDir,
      migrations: await this.#knownMigrations(),
      boot: () => this.app.boot(),
    })
    const { takenAt, objects, tables } = await this.watch(restore.handle(), () => {
      this.#draw(restore)
    })
    const rows = tables.reduce((sum, table) => sum + table.rows, 0)
    this.logger.success(
      `${dataDir} is as it was at ${takenAt}: ${rows} rows and ${objects.count} objects. ` +
        `Start it, then let \`DATA_DIR=${dataDir} npm run ace -- inbox:check\` compare both.`
    )
  }

  async #refuseServices() {
    const { PartElsewhere } = await import('#app/installation/backup/errors')
    for (const variable of ['DATABASE_URL', 'S3_BUCKET']) {
      if (process.env[variable]) throw new PartElsewhere(variable)
    }
  }

  async #knownMigrations() {
    const files = await readdir(this.app.migrationsPath())
    return files.map((file) => `database/migrations/${parse(file).name}`)
  }

  #draw({ manifest, objects }: RestoreBackup) {
    this.draw(objects.count, manifest?.objects.count ?? 0, objects.bytes)
  }
}
