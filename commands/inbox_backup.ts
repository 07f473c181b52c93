import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { flags } from '@adonisjs/core/ace'
import string from '@adonisjs/core/helpers/string'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { BackupCommand } from '#commands/_backup_command'
import type { MakeBackup } from '#app/installation/backup/make_backup'

const SHOWN = 20

export default class InboxBackup extends BackupCommand {
  static commandName = 'inbox:backup'
  static description = 'Back up the embedded database and all objects, as they are at one moment'
  static help = [
    'The service may run meanwhile, or be stopped. Each backup is a folder of its own, named by its time (UTC), and whole by itself; objects that an earlier one in the same place holds take no room again. It holds everything, the key too: keep it as private as the data, and elsewhere.',
    'Ends with exit code 1 where nothing was backed up, or where objects are missing or damaged.',
    '',
    '  {{ binaryName }} inbox:backup --to /mnt/backups',
  ]
  static options: CommandOptions = { startApp: true }

  @flags.string({ description: 'The folder that holds the backups; DATA_DIR/backups by default' })
  declare to: string

  async run() {
    const { dataDir } = await import('#config/app')
    await this.#refuseServices(dataDir)
    const { withEmbeddedDatabase } = await import('#app/installation/with_database')
    const { bindStore } = await import('#app/maintenance/belonging/bind_store')
    const { withSides } = await import('#app/maintenance/belonging/with_sides')
    const { MakeBackup } = await import('#app/installation/backup/make_backup')
    const { default: store } = await import('#app/storage/main')
    const to = resolve(this.to ?? join(dataDir, 'backups'))
    const description = await readFile(this.app.makePath('package.json'), 'utf8')
    const { version } = JSON.parse(description)
    await withEmbeddedDatabase(dataDir, async (databaseUrl) => {
      await withSides(databaseUrl, bindStore)
      const backup = new MakeBackup({ to, dataDir, databaseUrl, store, version })
      const { folder, manifest } = await this.watch(backup.handle(), () => this.#draw(backup))
      const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
      const { count, bytes } = manifest.objects
      const size = string.bytes.format(bytes)
      this.logger.success(`${folder} holds ${rows} rows and ${count} objects of ${size}.`)
      this.#report(backup)
    })
  }

  async #refuseServices(dataDir: string) {
    const { default: storage } = await import('#config/storage')
    const { migrationUrl } = await import('#config/database')
    const { embeddedVariables } = await import('#app/process/variables')
    const { PartElsewhere } = await import('#app/installation/backup/errors')
    if (storage.s3) throw new PartElsewhere('S3_BUCKET')
    if (embeddedVariables(dataDir).DATABASE_URL !== migrationUrl) {
      throw new PartElsewhere('DATABASE_URL')
    }
  }

  #draw({ named, copies }: MakeBackup) {
    this.draw(copies?.count ?? 0, named, copies?.bytes ?? 0)
  }

  /** What the store had lost already is no fault of the backup, and must not pass unseen. */
  #report({ copies }: MakeBackup) {
    for (const fault of ['missing', 'damaged'] as const) {
      const keys = copies![fault]
      if (keys.length === 0) continue
      this.exitCode = 1
      this.logger.error(`${keys.length} objects are ${fault} in the store: see inbox:check.`)
      for (const key of keys.slice(0, SHOWN)) this.logger.log(`${fault}: ${key}`)
    }
  }
}
